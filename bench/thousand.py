"""Chapter 7's thousand pictures in PyTorch, by the same recipe as
figures/thousand.c: the same pictures at half their size, the same network, Adam
with a cosine, a hundred epochs; plain, and with all remedies at the strengths
that the validation set chose there.

Usage: /usr/bin/python3 bench/thousand.py DATA > bench/results/thousand.inc
The result is a table that a C program includes (figures/thousand_peer.c)."""
import datetime
import math
import platform
import sys

import torch
import torch.nn.functional as F
from torch import nn

from mlp import idx

COUNT, SIDE, BATCH, EPOCHS, RATE, SEEDS = 1000, 14, 50, 100, 0.003, 5
L1, L2, DROPOUT = 1e-4, 1e-2, 0.1
SHIFT, ROTATE, SCALE, NOISE = 1, 15, 0.15, 0.05


def load(directory, part, count):
    pixels = idx(f"{directory}/mnist/{part}-images-idx3-ubyte", 16, count * 784)
    labels = idx(f"{directory}/mnist/{part}-labels-idx1-ubyte", 8, count)
    x = pixels.float().reshape(count, 1, 28, 28) / 255
    return F.avg_pool2d(x, 2), labels.long()


def varied(x):
    """Shifted by whole pixels, turned and scaled about the centre, with noise."""
    n = len(x)

    def either_way(most):
        return (2 * torch.rand(n) - 1) * most

    angle = either_way(math.radians(ROTATE))
    scale = 1 + either_way(SCALE)
    c, s = torch.cos(angle) / scale, torch.sin(angle) / scale
    down = torch.randint(-SHIFT, SHIFT + 1, (n,)) * 2 / (SIDE - 1)
    right = torch.randint(-SHIFT, SHIFT + 1, (n,)) * 2 / (SIDE - 1)
    theta = torch.stack([torch.stack([c, -s, -right], 1),
                         torch.stack([s, c, -down], 1)], 1)
    grid = F.affine_grid(theta, x.shape, align_corners=True)
    x = F.grid_sample(x, grid, "bilinear", "zeros", align_corners=True)
    return (x + NOISE * torch.randn_like(x)).clamp(0, 1)


def network(regularised):
    first, last = nn.Linear(SIDE * SIDE, 128), nn.Linear(128, 10)
    for layer in first, last:
        nn.init.kaiming_normal_(layer.weight)
        nn.init.zeros_(layer.bias)
    inner = ([nn.BatchNorm1d(128), nn.ReLU(), nn.Dropout(DROPOUT)]
             if regularised else [nn.ReLU()])
    return nn.Sequential(nn.Flatten(), first, *inner, last), (first, last)


def accuracy(net, x, labels):
    net.eval()
    with torch.no_grad():
        right = (net(x).argmax(1) == labels).float().mean().item()
    net.train()
    return 100 * right


def learn(seed, regularised, train, validation, test):
    torch.manual_seed(seed)
    (x, labels), mean, deviation = train, train[0].mean(), train[0].std(False)
    net, dense = network(regularised)
    weights = [layer.weight for layer in dense]
    others = [p for p in net.parameters()
              if not any(p is weight for weight in weights)]
    optimiser = torch.optim.Adam(
        [{"params": weights, "weight_decay": L2 if regularised else 0},
         {"params": others}], RATE)
    steps = EPOCHS * COUNT // BATCH
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    best, kept = -1, None
    for _ in range(EPOCHS):
        for batch in torch.randperm(COUNT).split(BATCH):
            pictures = varied(x[batch]) if regularised else x[batch]
            optimiser.zero_grad()
            loss = F.cross_entropy(net((pictures - mean) / deviation),
                                   labels[batch])
            if regularised:
                loss = loss + L1 * sum(w.abs().sum() for w in weights)
            loss.backward()
            optimiser.step()
            schedule.step()
        score = accuracy(net, (validation[0] - mean) / deviation,
                         validation[1])
        if regularised and score > best:
            best = score
            kept = {k: v.clone() for k, v in net.state_dict().items()}
    if kept is not None:
        net.load_state_dict(kept)
    return accuracy(net, (test[0] - mean) / deviation, test[1])


def processor():
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    return platform.machine()


def main(directory):
    torch.set_num_threads(1)
    x, labels = load(directory, "train", 2 * COUNT)
    test = load(directory, "t10k", 10000)
    train, validation = (x[:COUNT], labels[:COUNT]), (x[COUNT:], labels[COUNT:])
    print("/* What bench/thousand.py found: PyTorch %s,\n   %s, %s. */"
          % (torch.__version__, datetime.date.today(), processor()))
    for name, regularised in ("plain", False), ("all", True):
        right = [learn(seed, regularised, train, validation, test)
                 for seed in range(1, SEEDS + 1)]
        print('{"%s", %.2f, %.2f, %.2f},'
              % (name, sum(right) / SEEDS, min(right), max(right)))


main(sys.argv[1])
