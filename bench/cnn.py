"""The benchmark of bench/cnn.c in PyTorch: the same network, weights, images and
steps, and the same rows. Each task is tried in several ways, and the fastest is
measured: the row names it.

Usage: TASK_SECONDS=1 OMP_NUM_THREADS=1 python3 bench/cnn.py FILE
       python3 bench/cnn.py --version
"""
import json
import os
import resource
import struct
import sys
import time

import torch
from torch import nn

# What it would fuse by a compiler of its own: with 2.6 that never ends for net32.
torch._C._jit_set_texpr_fuser_enabled(False)
BATCH, FIRST, RATE = 64, 8, 0.001
TASK_SECONDS = float(os.environ.get("TASK_SECONDS") or 1)
# One loop over all parameters, where this PyTorch has it.
FUSED = {"fused": True} if torch.__version__ >= "2.3" else {}


def load(path):
    """The tensors of a safetensors file, and the network's text."""
    types = {"F32": torch.float32, "I32": torch.int32}
    with open(path, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        head = json.loads(file.read(length))
        data = bytearray(file.read())
    text = head.pop("__metadata__")["network"]
    tensors = {}
    for name, entry in head.items():
        first, last = entry["data_offsets"]
        numbers = torch.frombuffer(data[first:last], dtype=types[entry["dtype"]])
        tensors[name] = numbers.reshape(entry["shape"])
    return tensors, text


def network(text, tensors):
    """What nn's words say, of the layers that these networks have."""
    layers, flat = [], False
    for words in text.split(", ")[1:]:
        name, _, kind = words.rpartition(": ")
        kind = kind.split()[0]
        if kind == "relu":
            layers.append(nn.ReLU())
        elif kind == "max_pool":
            layers.append(nn.MaxPool2d(int(words.split()[-1])))
        elif kind in ("conv", "dense"):
            weight = tensors[name + ".weight"]
            if kind == "conv":
                layers.append(nn.Conv2d(weight.shape[1], weight.shape[0],
                                        weight.shape[2]))
            else:
                layers += [] if flat else [nn.Flatten()]
                layers.append(nn.Linear(weight.shape[1], weight.shape[0]))
                flat = True
            with torch.no_grad():
                layers[-1].weight.copy_(weight)
                layers[-1].bias.copy_(tensors[name + ".bias"])
        else:
            raise SystemExit(f"cnn.py: no layer {kind!r} here")
    return nn.Sequential(*layers)


def timed(call, first, seconds):
    """Calls for some seconds: times of each, the processor's time for one, and
    the number of the next."""
    times, step, processor = [], first, time.process_time()
    start = after = time.perf_counter()
    while not times or after - start < seconds:
        before = after
        call(step)
        after = time.perf_counter()
        times.append(after - before)
        step += 1
    processor = (time.process_time() - processor) / len(times)
    return sorted(times), processor, step


def measure(task, batch, ways):
    """ways: the name of each, its function, and its check."""
    trials = {}
    for name, (call, _) in ways.items():
        timed(call, FIRST, TASK_SECONDS / 8)
        times, processor, _ = timed(call, FIRST, TASK_SECONDS / 8)
        trials[name] = times[len(times) // 2]
    name = min(trials, key=trials.get)
    call, check = ways[name]
    _, _, step = timed(call, FIRST, TASK_SECONDS / 4)
    times, processor, _ = timed(call, step, TASK_SECONDS)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"pytorch {task} {batch} {len(times)} {1e6 * times[len(times) // 2]:.1f}"
          f" {1e6 * processor:.1f} {memory:.0f} {check:.6f} {name} -", flush=True)


def infer(tensors, text, batch):
    x, y = tensors["bench.x"], tensors["bench.y"]
    nets = {}
    for name in "plain", "channels_last":
        net = network(text, tensors).eval()
        part = x[:batch]
        if name == "channels_last":
            net = net.to(memory_format=torch.channels_last)
            part = part.contiguous(memory_format=torch.channels_last)
        nets[name] = net
        with torch.no_grad():
            nets[name + "_frozen"] = torch.jit.freeze(torch.jit.trace(net, part))
    ways = {}
    for name, net in nets.items():
        parts = x.split(batch)
        if name.startswith("channels_last"):
            parts = [p.contiguous(memory_format=torch.channels_last) for p in parts]
        with torch.inference_mode():
            answers = torch.cat([net(p) for p in parts[:BATCH // batch]])

        def call(step, net=net, parts=parts):
            with torch.inference_mode():
                net(parts[step % len(parts)])
        ways[name] = call, (answers - y).abs().max().item()
    measure("infer", batch, ways)


def train(tensors, text):
    labels = tensors["bench.labels"].long().split(BATCH)
    ways = {}
    for name in "plain", "channels_last":
        net = network(text, tensors)
        parts = tensors["bench.x"].split(BATCH)
        if name == "channels_last":
            net = net.to(memory_format=torch.channels_last)
            parts = [p.contiguous(memory_format=torch.channels_last) for p in parts]
        # Weight decay for the weights alone, as ours.
        groups = [{"params": [p for p in net.parameters() if p.dim() > 1],
                   "weight_decay": 0.0005},
                  {"params": [p for p in net.parameters() if p.dim() == 1],
                   "weight_decay": 0}]
        optimiser = torch.optim.SGD(groups, RATE, momentum=0.9, nesterov=True, **FUSED)
        criterion = nn.CrossEntropyLoss()

        def call(step, net=net, parts=parts, optimiser=optimiser):
            optimiser.zero_grad()
            loss = criterion(net(parts[step % len(parts)]), labels[step % len(parts)])
            loss.backward()
            optimiser.step()
            return loss
        losses = [call(step).item() for step in range(FIRST)]
        ways[name] = call, sum(losses[FIRST // 2:]) / (FIRST - FIRST // 2)
    measure("train", BATCH, ways)


def main(path):
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    tensors, text = load(path)
    infer(tensors, text, 1)
    infer(tensors, text, BATCH)
    train(tensors, text)


if __name__ == "__main__":
    if sys.argv[1] == "--version":
        from mlp import version
        print(version())
    else:
        main(sys.argv[1])
