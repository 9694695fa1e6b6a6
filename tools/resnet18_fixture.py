#!/usr/bin/env python3
"""Makes pcrl-model/src/test/resources/torchvision: a narrow ResNet-18 and what PyTorch computes with it.

    apt-get install python3-torch python3-torchvision     # 1.13.1, 0.14.1
    /usr/bin/python3 tools/resnet18_fixture.py pcrl-model/src/test/resources/torchvision

The network is made of torchvision's own blocks and has the names of torchvision's resnet18 and, over its width, its
shapes, which is checked. weights.safetensors is its state_dict as people save it, in single precision (counters of batch
norm and the last layer included). expected.safetensors holds, in double precision, images, logits in evaluation and in
training, the loss's gradients (loss = sum of logits times logits_gradient) and the running statistics after that step.
Extents are odd where ResNet halves them, so that padding shows.
"""

import json
import pathlib
import struct
import sys

import numpy
import torch
import torchvision
from torch import nn
from torchvision.models.resnet import BasicBlock

NARROWER = 16  # times
WIDTH = 64 // NARROWER
CLASSES = 14
IMAGES = (3, 3, 37, 40)  # N, C, H, W
DTYPES = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}


def stage(inputs, outputs, stride):
    shortcut = None
    if stride != 1:
        shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
    return nn.Sequential(BasicBlock(inputs, outputs, stride, shortcut), BasicBlock(outputs, outputs))


class ResNet18(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, WIDTH, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTH)
        self.layer1 = stage(WIDTH, WIDTH, 1)
        self.layer2 = stage(WIDTH, 2 * WIDTH, 2)
        self.layer3 = stage(2 * WIDTH, 4 * WIDTH, 2)
        self.layer4 = stage(4 * WIDTH, 8 * WIDTH, 2)
        self.fc = nn.Linear(8 * WIDTH, CLASSES)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.bn1(self.conv1(x)).relu(), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


def check_names(network):
    """That torchvision's network has these tensors, each axis NARROWER times as long unless it is the image's."""
    wide = torchvision.models.resnet18(num_classes=CLASSES).state_dict()
    narrow = network.state_dict()
    assert list(wide) == list(narrow)
    for name, tensor in narrow.items():
        shape = [n if n in (1, 3, 7, CLASSES) else n * NARROWER for n in tensor.shape]
        assert shape == list(wide[name].shape), name


def randomise(network):
    """Nothing is left at 0 or 1, where a mistake would not show. Numbers are those of single precision."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 1.5)


def save(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        content = numpy.ascontiguousarray(tensor.detach().numpy()).tobytes()
        header[name] = {
            "dtype": DTYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(content)],
        }
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main(directory):
    torch.manual_seed(18)
    network = ResNet18()
    check_names(network)
    randomise(network)
    save(directory / "weights.safetensors", {name: t.clone() for name, t in network.state_dict().items()})
    network.double()
    images = torch.randn(IMAGES, dtype=torch.float64)
    weights = torch.randn(IMAGES[0], CLASSES, dtype=torch.float64)
    expected = {"images": images, "logits.evaluation": network.eval()(images).clone(), "logits_gradient": weights}
    logits = network.train()(images)
    (logits * weights).sum().backward()
    expected["logits.training"] = logits
    expected.update({"gradient." + name: p.grad for name, p in network.named_parameters()})
    expected.update({name: t for name, t in network.named_buffers() if "running_" in name})
    save(directory / "expected.safetensors", expected)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
