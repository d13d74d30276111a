"""One training of bench/accuracy in PyTorch: 784-128-10, Adam, one cycle.

Usage: python3 bench/accuracy.py DATA SET SEED EPOCHS LEARNING_RATE
Prints the accuracy on the test set, in per cent, of the model that was best on
the validation part, and the seconds that it took from the files to the answer.
"""
import sys
import time

import torch

from mlp import BATCH, idx


def load(directory, part, count):
    pixels = idx(f"{directory}/{part}-images-idx3-ubyte", 16, count * 784)
    labels = idx(f"{directory}/{part}-labels-idx1-ubyte", 8, count)
    return pixels.float().reshape(count, 784) / 255, labels.long()


def right(net, x, labels):
    with torch.no_grad():
        return (net(x).argmax(1) == labels).float().mean().item()


def main(data, name, seed, epochs, learning_rate):
    start = time.monotonic()
    torch.manual_seed(seed)
    x, labels = load(f"{data}/{name}", "train", 60000)
    order = torch.randperm(60000)
    train, validation = order[:54000], order[54000:]
    mean, deviation = x[train].mean(), x[train].std()
    x = (x - mean) / deviation
    net = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(),
                              torch.nn.Linear(128, 10))
    steps = epochs * ((len(train) + BATCH - 1) // BATCH)
    optimiser = torch.optim.Adam(net.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, learning_rate, steps, cycle_momentum=False)
    loss = torch.nn.CrossEntropyLoss()
    best, kept = -1.0, None
    for _ in range(epochs):
        for batch in train[torch.randperm(len(train))].split(BATCH):
            optimiser.zero_grad()
            loss(net(x[batch]), labels[batch]).backward()
            optimiser.step()
            schedule.step()
        accuracy = right(net, x[validation], labels[validation])
        if accuracy > best:
            best = accuracy
            kept = {k: v.clone() for k, v in net.state_dict().items()}
    net.load_state_dict(kept)
    test, answers = load(f"{data}/{name}", "t10k", 10000)
    accuracy = right(net, (test - mean) / deviation, answers)
    print(f"{100 * accuracy:.2f} {time.monotonic() - start:.1f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]),
         float(sys.argv[5]))
