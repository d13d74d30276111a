"""Trains the network of chapter 3's milestone and writes src/digits.inc.

    /usr/bin/python3 tests/golden/03_digits.py      (data/mnist must be there)

A network 49-32-10 (ReLU, softmax with cross-entropy) on MNIST's pictures
averaged to 7x7. The weights are rounded to four decimals before the answers
are computed, so that what is written is all there is to the network.
"""

import os
import re

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(3)

IN, HIDDEN, OUT, SAMPLES, EPOCHS, BATCH = 49, 32, 10, 10, 40, 64
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def load(part):
    folder = os.path.join(ROOT, "data", "mnist")
    with open(os.path.join(folder, part + "-images-idx3-ubyte"), "rb") as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16)
    with open(os.path.join(folder, part + "-labels-idx1-ubyte"), "rb") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    blocks = pixels.reshape(-1, 7, 4, 7, 4).astype(np.float64)
    x = blocks.sum(axis=(2, 4)).reshape(-1, IN) / (16 * 255)
    return torch.from_numpy(x), torch.from_numpy(labels.astype(np.int64))


def train(network, x, labels):
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01,
                                 weight_decay=1e-5)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(network(x[batch]),
                                                     labels[batch])
            loss.backward()
            optimizer.step()
        schedule.step()


def block(tensor, decimals):
    """A tensor as an initialiser in C."""
    if tensor.dim() > 1:
        return "{" + ",\n".join(block(row, decimals) for row in tensor) + "}"
    numbers = [re.sub(r"^(-?)0\.", r"\1.", "%.*f" % (decimals, v)) for v in tensor]
    numbers = ["0" if float(n) == 0 else n for n in numbers]
    lines, line = [], ""
    for number in numbers:
        if len(line) + len(number) > 75:
            lines.append(line)
            line = ""
        line += number + ","
    return "{" + "\n".join(lines + [line.rstrip(",")]) + "}"


def main():
    network = torch.nn.Sequential(torch.nn.Linear(IN, HIDDEN), torch.nn.ReLU(),
                                  torch.nn.Linear(HIDDEN, OUT))
    train(network, *load("train"))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.round(parameter * 10000) / 10000)
        x, labels = load("t10k")
        scores = network(x)
        correct = (scores.argmax(1) == labels).sum().item()
        loss = torch.nn.functional.cross_entropy(scores, labels).item()
        samples = torch.round(x[:SAMPLES] * 10000) / 10000
        sample_scores = network(samples)
    parts = [
        ("w1, b1, w2, b2", ",\n".join(block(p, 4) for p in network.parameters())),
        ("x of the samples", block(samples, 4)),
        ("labels", block(labels[:SAMPLES].double(), 0)),
        ("scores", block(sample_scores, 9)),
        ("of 10 000 test pictures: right ones, mean cross-entropy",
         "%d,\n%.9f" % (correct, loss)),
    ]
    path = os.path.join(ROOT, "src", "digits.inc")
    with open(path + ".part", "w", encoding="ascii") as file:
        file.write("/* Written by tests/golden/03_digits.py with PyTorch %s. */\n"
                   % torch.__version__)
        file.write(",\n".join("/* %s */\n%s" % part for part in parts) + "\n")
    os.replace(path + ".part", path)
    print("%d of %d right, cross-entropy %.4f" % (correct, len(x), loss))
    print("samples:", labels[:SAMPLES].tolist(), "answers:",
          sample_scores.argmax(1).tolist())


if __name__ == "__main__":
    main()
