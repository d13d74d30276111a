"""The benchmark of bench/mlp.c in PyTorch: the same network, data and steps.

Usage: OMP_NUM_THREADS=1 python3 bench/mlp.py DATA      one measurement
       python3 bench/mlp.py --version                   PyTorch and its BLAS
"""
import gzip
import os
import sys
import time

import torch

BATCH, STEPS, SECONDS, LEARNING_RATE = 64, 128, 1.0, 0.01
IMAGES = BATCH * STEPS


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


def main(directory):
    threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    x, labels = load(directory)
    net = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(),
                              torch.nn.Linear(128, 10))
    for layer in net[0], net[2]:
        torch.nn.init.kaiming_normal_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.SGD(net.parameters(), lr=LEARNING_RATE)
    criterion = torch.nn.CrossEntropyLoss()

    def train(step):
        first = step % STEPS * BATCH
        optimizer.zero_grad()
        loss = criterion(net(x[first:first + BATCH]),
                         labels[first:first + BATCH])
        loss.backward()
        optimizer.step()
        return loss

    losses = [train(step).item() for step in range(STEPS)]
    step, seconds, start = STEPS, 0.0, time.monotonic()
    while seconds < SECONDS:
        train(step)
        step += 1
        seconds = time.monotonic() - start
    speed = (step - STEPS) * BATCH / seconds
    operations = 2 * (2 * 784 * 128) + 3 * (2 * 128 * 10)
    loss = sum(losses[STEPS // 2:]) / (STEPS // 2)
    print(f"pytorch {speed:.0f} {speed * operations / 1e9:.2f} {loss:.4f}")


if __name__ == "__main__":
    if sys.argv[1] == "--version":
        print(version())
    else:
        main(sys.argv[1])
