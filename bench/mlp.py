"""The benchmark of bench/mlp.c in PyTorch: the same network, data and steps.

Usage: OMP_NUM_THREADS=1 python3 bench/mlp.py DATA WIDTHS BATCH
                                                 one measurement
       python3 bench/mlp.py --version            PyTorch and its BLAS
"""
import gzip
import os
import sys
import time

import torch

IMAGES, SECONDS, LEARNING_RATE = 8192, 1.0, 0.01
# One loop over all parameters, where this PyTorch has it.
FUSED = {"fused": True} if torch.__version__ >= "2.3" else {}


def version():
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line}
    blas = sorted(os.path.basename(os.path.realpath(f)) for f in files)
    return f"PyTorch {torch.__version__}, {' '.join(blas) or 'its own BLAS'}"


def idx(path, offset, count):
    """The bytes behind the header of an IDX file, plain or compressed."""
    plain = os.path.exists(path)
    with open(path, "rb") if plain else gzip.open(path + ".gz") as file:
        return torch.frombuffer(bytearray(file.read(offset + count)[offset:]),
                                dtype=torch.uint8)


def load(directory):
    pixels = idx(f"{directory}/mnist/train-images-idx3-ubyte", 16, IMAGES * 784)
    labels = idx(f"{directory}/mnist/train-labels-idx1-ubyte", 8, IMAGES)
    x = (pixels.float() / 255 - 0.1307) / 0.3081
    return x.reshape(IMAGES, 784), labels.long()


def network(widths):
    sizes = [784] + [int(w) for w in widths.split("-")] + [10]
    layers = []
    for i in range(len(sizes) - 1):
        layer = torch.nn.Linear(sizes[i], sizes[i + 1])
        torch.nn.init.kaiming_normal_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
        layers += [layer] if i == len(sizes) - 2 else [layer, torch.nn.ReLU()]
    operations = sum((2 if i == 0 else 3) * 2 * sizes[i] * sizes[i + 1]
                     for i in range(len(sizes) - 1))
    return torch.nn.Sequential(*layers), operations


def main(directory, widths, batch):
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.manual_seed(1)
    x, labels = load(directory)
    net, operations = network(widths)
    optimizer = torch.optim.SGD(net.parameters(), lr=LEARNING_RATE, **FUSED)
    criterion = torch.nn.CrossEntropyLoss()
    steps = IMAGES // batch

    def train(step):
        first = step % steps * batch
        optimizer.zero_grad()
        loss = criterion(net(x[first:first + batch]),
                         labels[first:first + batch])
        loss.backward()
        optimizer.step()
        return loss

    losses = [train(step).item() for step in range(steps)]
    step, seconds, start = steps, 0.0, time.monotonic()
    while seconds < SECONDS:
        train(step)
        step += 1
        seconds = time.monotonic() - start
    speed = (step - steps) * batch / seconds
    loss = sum(losses[steps // 2:]) / (steps - steps // 2)
    print(f"pytorch {speed:.0f} {speed * operations / 1e9:.2f} {loss:.4f}")


if __name__ == "__main__":
    if sys.argv[1] == "--version":
        print(version())
    else:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
