"""Prints what PyTorch computes, in double precision, for dev.pcrl.method.AblationTest.

    python tools/ablation_values.py     # needs torch and numpy; made with 1.13 and 1.24

Two scales, widths 2, 4, 4; 3 bundles with global views of 8x8x8 and 2 local views of 3x5x4, which pooling does not
halve evenly. Weights and views are numbers of Lehmer's generator that begins at a checksum of their name, so that the
test makes the same.
"""

import zlib

import numpy as np
import torch
import torch.nn.functional as F

BATCH, LOCALS, COMPARISON_WEIGHT = 3, 2, 0.5
GLOBAL, LOCAL = (8, 8, 8), (3, 5, 4)
WIDTHS = [2, 4, 4]  # of the encoder's levels, finest first
SCALES = 2


def noise(name, *shape):
    """Numbers in [-1, 1] that single precision holds, too; Lehmer's generator, C++'s minstd_rand."""
    state = 1 + zlib.crc32(name.encode()) % 2147483646
    numbers = []
    for _ in range(int(np.prod(shape))):
        state = state * 48271 % 2147483647
        numbers.append((state % 2049 - 1024) / 1024)
    return np.array(numbers).reshape(shape)


class Net:
    """Weights are made when they are first asked for, by the names that the encoder is exported with."""

    def __init__(self, skips, width):
        self.weights = {}
        self.skips = skips  # whether the decoder also gets the encoder's levels
        self.width = width  # to which all scales are projected before they are compared, or None

    def weight(self, name, *shape):
        if name not in self.weights:
            is_gamma = "bn." in name and name.endswith("weight")
            values = 1 + 0.2 * noise(name, *shape) if is_gamma else 0.5 * noise(name, *shape)
            self.weights[name] = torch.tensor(values, requires_grad=True)
        return self.weights[name]

    def conv(self, x, name, out):
        w = self.weight(name + ".weight", out, x.shape[1], 3, 3, 3)
        return F.conv3d(x, w, self.weight(name + ".bias", out), padding=1)

    def linear(self, x, name, out):
        return F.linear(x, self.weight(name + ".weight", out, x.shape[1]), self.weight(name + ".bias", out))

    def norm(self, x, name):
        gamma, beta = (self.weight(f"{name}.{part}", x.shape[1]) for part in ("weight", "bias"))
        return F.batch_norm(x, None, None, gamma, beta, training=True)

    def block(self, x, name, out):
        return F.relu(self.norm(self.conv(x, name + ".conv", out), name + ".bn"))

    def feature(self, x, scale):
        levels = []
        for level, width in enumerate(WIDTHS):
            if level > 0:
                x = F.max_pool3d(x, 2, ceil_mode=True)
            x = self.block(x, f"encoder.{level}.block0", 1 if level == 0 else WIDTHS[level - 1])
            x = self.block(x, f"encoder.{level}.block1", width)
            levels.append(x)
        for i in range(scale):
            c = x.shape[1]
            x = F.conv_transpose3d(x, self.weight(f"decoder.{i}.up.weight", c, c, 2, 2, 2),
                                   self.weight(f"decoder.{i}.up.bias", c), stride=2)
            out = WIDTHS[SCALES - 1 - i]
            if self.skips:
                level = levels[SCALES - 1 - i]
                padded = torch.zeros(x.shape[0], out, *x.shape[2:], dtype=torch.float64)
                padded[:, :, :level.shape[2], :level.shape[3], :level.shape[4]] = level
                x = torch.cat([x, padded], dim=1)
            x = self.block(x, f"decoder.{i}.block0", out)
            x = self.block(x, f"decoder.{i}.block1", out)
        return x

    def restore(self, f, scale):
        name = f"restoration.{scale - 1}"
        image = self.conv(self.block(f, name + ".block", f.shape[1]), name + ".conv", 1)
        return F.interpolate(image, size=GLOBAL, mode="trilinear", align_corners=False)

    def compare(self, f, scale):
        name = f"comparison.{scale - 1}"
        x = f.mean(dim=(2, 3, 4))
        if self.width:
            x = self.linear(x, name + ".project", self.width)
        v = self.norm(x, name + ".bn")
        hidden = F.relu(self.norm(self.linear(v, name + ".fc0", 2 * v.shape[1]), name + ".fc0_bn"))
        return v, self.linear(hidden, name + ".fc1", v.shape[1])


def loss(a, b):
    (va, pa), (vb, pb) = a, b
    return -0.5 * (F.cosine_similarity(va.detach(), pb) + F.cosine_similarity(pa, vb.detach())).mean()


def case(title, net, scales):
    """scales: of the first global view, of the second, of the local views."""
    views, restoration = [], 0
    for m in range(2):
        x = torch.tensor(noise(f"corrupted.{m}", BATCH, 1, *GLOBAL))
        f = net.feature(x, scales[m])
        restoration = restoration + F.mse_loss(
            net.restore(f, scales[m]), torch.tensor(noise(f"clean.{m}", BATCH, 1, *GLOBAL)))
        views.append(net.compare(f, scales[m]))
    stacked = torch.tensor(np.concatenate([noise(f"local.{k}", BATCH, 1, *LOCAL) for k in range(LOCALS)]))
    v, p = net.compare(net.feature(stacked, scales[2]), scales[2])
    local = sum(loss((v[k * BATCH:(k + 1) * BATCH], p[k * BATCH:(k + 1) * BATCH]), g)
                for k in range(LOCALS) for g in views)
    compared = loss(*views)
    (restoration + COMPARISON_WEIGHT * (compared + local)).backward()
    print(title, scales)
    print("  restoration, global, local:", *(repr(t.item()) for t in (restoration, compared, local)))
    for part in ("encoder", "decoder", "restoration", "comparison"):
        product = sum(float((w.grad.numpy() * noise("along." + name, *w.shape)).sum())
                      for name, w in net.weights.items() if name.startswith(part))
        print(f"  derivative along a direction, {part}:", repr(product))


case("skip connections", Net(True, None), (1, 1, 1))
case("skip connections", Net(True, None), (2, 2, 2))
case("across scales", Net(False, WIDTHS[SCALES - 1]), (1, 2, 2))
case("across scales", Net(False, WIDTHS[SCALES - 1]), (2, 1, 1))
