"""What the scripts NN_topic.py share: writing tests/golden/NN_topic.txt.

Run one with Debian's Python, which has python3-torch:
    /usr/bin/python3 tests/golden/03_mlp.py
"""

import os
import platform

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Golden:
    """A file of golden values: golden(name, tensor) adds a line to it."""

    def __init__(self, script):
        self.path = os.path.splitext(os.path.abspath(script))[0] + ".txt"
        self.lines = [
            "# PyTorch %s, Python %s; written by %s"
            % (torch.__version__, platform.python_version(),
               os.path.basename(script))
        ]
        self.names = set()

    def __call__(self, name, tensor):
        """Adds the line and returns the tensor."""
        assert name not in self.names, name
        self.names.add(name)
        tensor = torch.as_tensor(tensor)
        shape = "x".join(str(size) for size in tensor.shape) or "1"
        values = " ".join("%.17g" % value for value in tensor.flatten().tolist())
        self.lines.append("%s\t%s\t%s" % (name, shape, values))
        return tensor

    def text(self, name, words):
        """Adds a line of words."""
        assert name not in self.names, name
        self.names.add(name)
        self.lines.append("%s\t%s" % (name, words))

    def write(self):
        """Puts the file in its place at once, so that no half of it is seen."""
        with open(self.path + ".part", "w", encoding="ascii") as file:
            file.write("\n".join(self.lines) + "\n")
        os.replace(self.path + ".part", self.path)
