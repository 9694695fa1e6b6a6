#!/usr/bin/env python3
"""Times the pre-training step of PCRLv2 in PyTorch: the same network, loss and optimiser as `bin/pcrl bench step`.

    python3 -m venv /tmp/torch && /tmp/torch/bin/pip install torch==2.15.0 numpy
    /tmp/torch/bin/python bench/pytorch_step.py --check pcrl-model/src/test/resources/oracle    # is it the same loss?
    /tmp/torch/bin/python bench/pytorch_step.py --batch-size 2

PyPI's wheel for Linux brings CUDA's libraries along (4 GB on disk) and runs on the CPU without a driver; it convolves
with oneDNN, all cores. It prints JSON: for both memory formats each scale, `uniform` (all scales equally often, one a
step, as PCRL trains) and `all` (one step that decodes to the finest scale and sums the loss of every scale, as the
authors' released code supervises every scale of its decoder). Scales take turns. Minibatches are noise that lies in
memory: PyTorch's loader is not measured, PCRL's is.
"""

import argparse
import json
import math
import os
import pathlib
import resource
import struct
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

FORMATS = {"contiguous": torch.contiguous_format, "channels-last": torch.channels_last_3d}
MOMENTUM = 0.9
WEIGHT_DECAY = 1e-5
LEARNING_RATE = 1e-2


def widths(base, scales, cap):
    """Channels at the end of encoder levels 0 (finest) to S."""
    return [min(base << (level + 1), cap) for level in range(scales + 1)]


class Block(nn.Module):
    """3x3x3 convolution, batch norm, ReLU."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv3d(inputs, outputs, 3, padding=1)
        self.bn = nn.BatchNorm3d(outputs)

    def forward(self, x):
        return functional.relu(self.bn(self.conv(x)), inplace=True)


class Level(nn.Module):
    """Two blocks, behind what changes the resolution."""

    def __init__(self, inputs, middle, outputs, up=False):
        super().__init__()
        if up:
            self.up = nn.ConvTranspose3d(inputs, inputs, 2, stride=2)
        self.block0 = Block(inputs, middle)
        self.block1 = Block(middle, outputs)

    def forward(self, x):
        return self.block1(self.block0(self.up(x) if hasattr(self, "up") else x))


class Restoration(nn.Module):
    """A block and a convolution to the image's channel, resized to the view."""

    def __init__(self, width):
        super().__init__()
        self.block = Block(width, width)
        self.conv = nn.Conv3d(width, 1, 3, padding=1)

    def forward(self, feature, size):
        restored = self.conv(self.block(feature))
        if restored.shape[2:] == size:
            return restored
        return functional.interpolate(restored, size=size, mode="trilinear", align_corners=False)


class Comparison(nn.Module):
    """Representation v = BN(GAP(F)) and prediction p = FC(ReLU(BN(FC(v))))."""

    def __init__(self, width):
        super().__init__()
        self.bn = nn.BatchNorm1d(width)
        self.fc0 = nn.Linear(width, 2 * width)
        self.fc0_bn = nn.BatchNorm1d(2 * width)
        self.fc1 = nn.Linear(2 * width, width)

    def forward(self, feature):
        v = self.bn(feature.mean((2, 3, 4)))
        return v, self.fc1(functional.relu(self.fc0_bn(self.fc0(v))))


class NsUNet(nn.Module):
    """The non-skip U-Net with its heads; names and layouts are those of PCRL's exported tensors."""

    def __init__(self, base, scales, cap):
        super().__init__()
        w = widths(base, scales, cap)
        encoder = [Level(1, w[0] // 2, w[0])] + [Level(w[l - 1], w[l - 1], w[l]) for l in range(1, scales + 1)]
        self.encoder = nn.ModuleList(encoder)
        self.decoder = nn.ModuleList(Level(w[i + 1], w[i], w[i], up=True) for i in reversed(range(scales)))
        self.restoration = nn.ModuleList(Restoration(w[i]) for i in reversed(range(scales)))
        self.comparison = nn.ModuleList(Comparison(w[i]) for i in reversed(range(scales)))

    def features(self, x, finest):
        """F_1 to F_finest; the decoder stops there."""
        for level, layers in enumerate(self.encoder):
            x = layers(x if level == 0 else functional.max_pool3d(x, 2, ceil_mode=True))
        pyramid = []
        for layers in self.decoder[:finest]:
            x = layers(x)
            pyramid.append(x)
        return pyramid


def compare(a, b):
    """L_C of two views, each (v, p)."""
    cosines = [functional.cosine_similarity(one[0].detach(), other[1], eps=1e-8).mean() for one, other in ((a, b), (b, a))]
    return -sum(cosines) / 2


def loss_at(net, scale, features, clean, locals_):
    """Eq. 10 at a scale, from F_scale of both global views and of all local ones together."""
    head, size, n = scale - 1, clean[0].shape[2:], len(clean[0])
    restoration = sum(
        functional.mse_loss(net.restoration[head](feature, size), target)
        for feature, target in zip(features, clean)
    )
    first, second, (v, p) = (net.comparison[head](feature) for feature in features)
    local = sum(
        compare((v[k * n : (k + 1) * n], p[k * n : (k + 1) * n]), one) for one in (first, second) for k in range(locals_)
    )
    return restoration + compare(first, second) + local


def total_loss(net, scales, batch):
    """The sum of the losses at some scales, each view passing the trunk once."""
    corrupted, clean, local, locals_ = batch
    finest = max(scales)
    pyramids = [net.features(view, finest) for view in (*corrupted, local)]
    return sum(loss_at(net, scale, [pyramid[scale - 1] for pyramid in pyramids], clean, locals_) for scale in scales)


def size(text):
    return tuple(int(extent) for extent in text.split("x"))


def noise_batch(options, memory_format):
    def views(count, extent, random):
        return random(count, 1, *extent).contiguous(memory_format=memory_format)

    n = options.batch_size
    return (
        [views(n, options.global_size, torch.randn) for _ in range(2)],
        [views(n, options.global_size, torch.rand) for _ in range(2)],
        views(n * options.local_views, options.local_size, torch.randn),
        options.local_views,
    )


def seconds_of_steps(options, memory_format):
    """Seconds of each measured step, by name of what it computes."""
    torch.manual_seed(0)
    net = NsUNet(options.base_width, options.scales, options.width_cap).train().to(memory_format=memory_format)
    optimiser = torch.optim.SGD(net.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM, weight_decay=WEIGHT_DECAY)
    for parameter in net.parameters():
        parameter.grad = torch.zeros_like(parameter)  # weights that take no part decay, too
    batch = noise_batch(options, memory_format)
    kinds = {str(scale): [scale] for scale in range(1, options.scales + 1)}
    kinds["all"] = list(range(1, options.scales + 1))
    seconds = {name: [] for name in kinds}
    for cycle in range(options.warm_up + options.steps):
        for name, scales in kinds.items():
            start = time.perf_counter()
            optimiser.zero_grad(set_to_none=False)
            total_loss(net, scales, batch).backward()
            optimiser.step()
            if cycle >= options.warm_up:
                seconds[name].append(time.perf_counter() - start)
    seconds["uniform"] = [one for name, times in seconds.items() if name != "all" for one in times]
    return seconds


def summary(name, seconds, views):
    lower, median, upper = numpy.percentile(seconds, [25, 50, 75])
    mean = sum(seconds) / len(seconds)
    return {
        "scale": name,
        "steps": len(seconds),
        "seconds": {"lower": lower, "median": median, "upper": upper},
        "mean-seconds": mean,
        "views-per-second": views / mean,
    }


def measure(options):
    load = os.getloadavg()[0]
    views = options.batch_size * (2 + options.local_views)
    formats = {
        name: [summary(kind, seconds, views) for kind, seconds in seconds_of_steps(options, FORMATS[name]).items()]
        for name in options.formats
    }
    return {
        "surroundings": {
            "program": f"PyTorch {torch.__version__}",
            "runtime": f"oneDNN {torch.backends.mkldnn.is_available()}, {torch.get_num_threads()} threads",
            "processors": os.cpu_count(),
            "load-average": load,
        },
        "batch-size": options.batch_size,
        "formats": formats,
        "peak-resident-bytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[begin:end], dtype={"F32": "<f4", "F64": "<f8"}[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).astype(numpy.float64))
    return tensors


def check(directory):
    """Holds the loss of every scale, and their sum, against what the oracle wrote; double precision."""
    meta = json.loads((directory / "meta.json").read_text())
    weights, views = (read_safetensors(directory / f"{name}.safetensors") for name in ("initial", "views"))
    locals_ = sum(name.startswith("local.") for name in views)
    batch = (
        [views["corrupted.1"], views["corrupted.2"]],
        [views["clean.1"], views["clean.2"]],
        torch.cat([views[f"local.{k + 1}"] for k in range(locals_)]),
        locals_,
    )
    net = NsUNet(meta["base"], meta["scales"], meta["cap"]).double().train()
    missing = net.load_state_dict(weights, strict=False).missing_keys
    if any(not name.endswith("num_batches_tracked") for name in missing):
        raise SystemExit(f"{directory}: the fixture lacks {missing}")
    expected = {(losses["scale"],): losses["total"] for losses in meta["losses"]}
    expected[tuple(range(1, meta["scales"] + 1))] = math.fsum(expected.values())
    worst = max(abs(total_loss(net, scales, batch).item() - total) for scales, total in expected.items())
    print(f"largest difference of a loss from the oracle's: {worst:.1e}")
    if not worst < 1e-5:
        raise SystemExit("the loss is not the oracle's")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", type=pathlib.Path, metavar="FIXTURE", help="compare losses instead of timing")
    parser.add_argument("--batch-size", type=int, default=2)
    parser.add_argument("--base-width", type=int, default=32)
    parser.add_argument("--scales", type=int, default=5)
    parser.add_argument("--width-cap", type=int, default=512)
    parser.add_argument("--global-size", type=size, default=(64, 64, 32))
    parser.add_argument("--local-size", type=size, default=(16, 16, 16))
    parser.add_argument("--local-views", type=int, default=6)
    parser.add_argument("--steps", type=int, default=11, help="of each kind")
    parser.add_argument("--warm-up", type=int, default=3, help="steps of each kind before them")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count())
    if options.check:
        check(options.check)
    else:
        print(json.dumps(measure(options), indent=2))


if __name__ == "__main__":
    main()
