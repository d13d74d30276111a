"""One training of bench/accuracy in PyTorch.

Usage: python3 bench/accuracy.py DATA NETWORK SET EPOCHS SEED OPTIMISER RATE
       DECAY BATCH SPLIT SHIFT
Prints the accuracy on the test set, in per cent, of the model that was best on
the validation part, or of the last one without such a part, and the seconds that
it took from the files to the answer.
"""
import sys
import time

import torch
from torch import nn

from mlp import idx


def load(directory, part, count):
    pixels = idx(f"{directory}/{part}-images-idx3-ubyte", 16, count * 784)
    labels = idx(f"{directory}/{part}-labels-idx1-ubyte", 8, count)
    return pixels.float().reshape(count, 1, 28, 28) / 255, labels.long()


def network(name):
    if name == "mlp":
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(),
                             nn.Linear(128, 10))
    if name.startswith("lenet"):
        return nn.Sequential(
            nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))
    return nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3),
                         nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(9216, 10))


def optimiser_of(net, name, rate, decay):
    """Weight decay for the weights alone, as ours."""
    groups = [{"params": [p for p in net.parameters() if p.dim() > 1],
               "weight_decay": decay},
              {"params": [p for p in net.parameters() if p.dim() == 1],
               "weight_decay": 0}]
    if name == "adam":
        return torch.optim.Adam(groups, rate)
    return torch.optim.SGD(groups, rate, momentum=0.9, nesterov=True)


def shifted(x, far, paper):
    """Each picture by whole pixels, drawn for it; what comes in is paper."""
    if far == 0:
        return x
    n, side = len(x), x.shape[-1]
    wide = torch.nn.functional.pad(x, (far,) * 4, value=paper)[:, 0]
    rows = torch.arange(side) + torch.randint(0, 2 * far + 1, (n, 1))
    columns = torch.arange(side) + torch.randint(0, 2 * far + 1, (n, 1))
    return wide[torch.arange(n)[:, None, None], rows[:, :, None],
                columns[:, None, :]][:, None]


def right(net, x, labels):
    with torch.no_grad():
        answers = torch.cat([net(part).argmax(1) for part in x.split(500)])
    return (answers == labels).float().mean().item()


def main(data, name, set_name, epochs, seed, optimiser, rate, decay, batch, split,
         shift):
    start = time.monotonic()
    torch.manual_seed(seed)
    x, labels = load(f"{data}/{set_name}", "train", 60000)
    count = 60000 * int(split.split(":")[0]) // 100
    order = torch.randperm(60000)
    train, validation = order[:count], order[count:]
    mean, deviation = x[train].mean(), x[train].std()
    x = (x - mean) / deviation
    net = network(name)
    optimiser = optimiser_of(net, optimiser, rate, decay)
    steps = epochs * ((count + batch - 1) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, steps, cycle_momentum=False)
    loss = nn.CrossEntropyLoss()
    best, kept = -1.0, None
    for _ in range(epochs):
        for part in train[torch.randperm(count)].split(batch):
            optimiser.zero_grad()
            batch_x = shifted(x[part], shift, (-mean / deviation).item())
            loss(net(batch_x), labels[part]).backward()
            optimiser.step()
            schedule.step()
        accuracy = right(net, x[validation], labels[validation]) if len(validation) else 0
        if accuracy >= best:
            best = accuracy
            kept = {k: v.clone() for k, v in net.state_dict().items()}
    net.load_state_dict(kept)
    test, answers = load(f"{data}/{set_name}", "t10k", 10000)
    accuracy = right(net, (test - mean) / deviation, answers)
    print(f"{100 * accuracy:.2f}\t{time.monotonic() - start:.1f}")


if __name__ == "__main__":
    d, n, s, e, seed_, o, r, w, b, p, h = sys.argv[1:]
    main(d, n, s, int(e), int(seed_), o, float(r), float(w), int(b), p, int(h))
