"""Golden values of chapter 7: /usr/bin/python3 tests/golden/07_regularization.py

Penalties and their gradients; dropout with a mask that is given; batch
normalisation, its running statistics over some batches, evaluation and
gradients; pictures turned and scaled by affine_grid and grid_sample; and a
network with batch normalisation that learns for some steps."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from golden import Golden

PENALTIES = (0.3, 0.7)
HUBER = (0.4, 0.25)
SHAPES = (4, 1), (3, 4), (8, 3), (33, 5)
SETTINGS = (0.1, 1e-5), (0.25, 0.5)
MOVES = (0, 1), (30, 1), (-90, 1), (180, 1), (0, 1.5), (12, 0.8), (-7, 1.1)
STEPS = 20


def gradient(of, w):
    of.backward()
    return w.grad


def penalties(golden):
    w = torch.randn(17)
    w[3] = w[8] = 0
    w[5], w[6] = HUBER[1], -HUBER[1]
    golden("penalty.w", w)
    golden("penalty.settings", torch.tensor(PENALTIES + HUBER))
    w.requires_grad_(True)
    l1, l2 = PENALTIES
    value = l1 * w.abs().sum() + l2 / 2 * (w ** 2).sum()
    golden("penalty.elastic_net", value)
    golden("penalty.elastic_net.dw", gradient(value, w))
    w.grad = None
    strength, delta = HUBER
    value = strength / delta * F.huber_loss(w, torch.zeros_like(w), "sum",
                                            delta)
    golden("penalty.huber.dw", gradient(value, w))


def dropped(golden):
    x = torch.randn(40, requires_grad=True)
    torch.manual_seed(3)
    y = F.dropout(x, 0.3, training=True)
    mask = torch.where(y == 0, torch.zeros(40), torch.full((40,), 1 / 0.7))
    dy = torch.randn(40)
    y.backward(dy)
    golden("dropout.x", x)
    golden("dropout.u", torch.where(mask == 0, 0.1, 0.9))
    golden("dropout.y", y)
    golden("dropout.dy", dy)
    golden("dropout.dx", x.grad)


def normalised(golden, name, n, units, momentum, epsilon):
    layer = nn.BatchNorm1d(units, epsilon, momentum)
    with torch.no_grad():
        layer.weight.copy_(torch.randn(units))
        layer.bias.copy_(torch.randn(units))
    golden(f"{name}.settings", torch.tensor((momentum, epsilon)))
    golden(f"{name}.gamma", layer.weight)
    golden(f"{name}.beta", layer.bias)
    for batch in range(3):
        x = (3 * torch.randn(n, units) + 2).requires_grad_(True)
        dy = torch.randn(n, units)
        layer.zero_grad()
        y = layer(x)
        y.backward(dy)
        golden(f"{name}.{batch}.x", x)
        golden(f"{name}.{batch}.y", y)
        golden(f"{name}.{batch}.dy", dy)
        golden(f"{name}.{batch}.dx", x.grad)
        golden(f"{name}.{batch}.dgamma", layer.weight.grad)
        golden(f"{name}.{batch}.dbeta", layer.bias.grad)
        golden(f"{name}.{batch}.running_mean", layer.running_mean)
        golden(f"{name}.{batch}.running_var", layer.running_var)
    layer.eval()
    x = torch.randn(4, units)
    golden(f"{name}.evaluated.x", x)
    golden(f"{name}.evaluated.y", layer(x))


def turned(golden, name, h, w, degrees, scale):
    """affine_grid works in coordinates from -1 to 1 in both directions."""
    x = torch.rand(1, 1, h, w)
    c = math.cos(math.radians(degrees)) / scale
    s = math.sin(math.radians(degrees)) / scale
    high, wide = (h - 1) / 2, (w - 1) / 2
    theta = torch.tensor([[[c, -s * high / wide, 0], [s * wide / high, c, 0]]])
    grid = F.affine_grid(theta, [1, 1, h, w], align_corners=True)
    y = F.grid_sample(x, grid, "bilinear", "zeros", align_corners=True)
    golden(f"{name}.move", torch.tensor((math.radians(degrees), scale)))
    golden(f"{name}.x", x[0, 0])
    golden(f"{name}.y", y[0, 0])


def learned(golden):
    net = nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(),
                        nn.Linear(6, 3))
    golden("net.w", torch.cat([p.flatten() for p in
                               (net[0].weight, net[1].weight, net[3].weight,
                                net[0].bias, net[1].bias, net[3].bias)]))
    x, labels = torch.randn(STEPS, 5, 4), torch.randint(3, (STEPS, 5))
    golden("net.x", x)
    golden("net.labels", labels)
    optimiser = torch.optim.SGD(net.parameters(), 0.1, 0.9)
    losses = []
    for step in range(STEPS):
        optimiser.zero_grad()
        loss = F.cross_entropy(net(x[step]), labels[step])
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    golden("net.losses", torch.tensor(losses))
    net.eval()
    golden("net.evaluated", net(x[0]))


def main():
    torch.manual_seed(7)
    golden = Golden(__file__)
    penalties(golden)
    dropped(golden)
    for n, units in SHAPES:
        for k, (momentum, epsilon) in enumerate(SETTINGS):
            normalised(golden, f"norm.{n}.{units}.{k}", n, units, momentum,
                       epsilon)
    for k, (degrees, scale) in enumerate(MOVES):
        turned(golden, f"turn.{k}", 5 + k % 2, 7 - k % 3, degrees, scale)
    learned(golden)
    golden.write()


main()
