"""Golden values of chapter 9: /usr/bin/python3 tests/golden/09_lenet.py

A small LeNet of PyTorch's, its weights as a safetensors file, written as the
format says, without a word of ours in it; and the scores of three pictures."""

import json
import os
import struct

import torch
import torch.nn.functional as F
from torch import nn

from golden import Golden


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 3, 5)
        self.conv2 = nn.Conv2d(3, 4, 5)
        self.fc1 = nn.Linear(4 * 4 * 4, 8)
        self.fc2 = nn.Linear(8, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(x.flatten(1))))


def save(tensors, path):
    """Float32, little-endian, one tensor behind the other."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        numbers = tensor.flatten().tolist()
        begin = len(data)
        data += struct.pack("<%df" % len(numbers), *numbers)
        header[name] = {"dtype": "F32", "shape": list(tensor.shape),
                        "data_offsets": [begin, len(data)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
    os.replace(path + ".part", path)


def main():
    torch.manual_seed(9)
    golden = Golden(__file__)
    net = LeNet()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.copy_(parameter.float())  # as the file can hold it
        x = torch.randint(0, 9, (3, 1, 28, 28)) / 8
        golden("lenet.x", x)
        golden("lenet.scores", net(x))
    save(net.state_dict(), golden.path.replace(".txt", ".safetensors"))
    golden.write()


main()
