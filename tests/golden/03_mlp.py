"""Golden values of chapter 3: /usr/bin/python3 tests/golden/03_mlp.py

Inputs are rounded to multiples of 1/64, so that float and double hold the same
numbers."""

import torch
import torch.nn.functional as functional

from golden import Golden

ACTIVATIONS = {  # in the order of enum Activation
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, 0.01),
    "elu": functional.elu,
    # PyTorch returns z itself above the threshold, which is 20 if not told.
    "softplus": lambda z: functional.softplus(z, threshold=700),
    "hard_tanh": functional.hardtanh,
}
EDGES = torch.tensor([-1000, -100, -30, -1, -0.5, -1e-3, -1e-40, 0, 1e-40, 1e-3,
                      0.5, 1, 21, 30, 100, 1000])
PRODUCTS = [(1, 1, 1), (3, 4, 5), (7, 1, 9), (1, 8, 3), (16, 17, 33)]
DENSE = [(1, 1, 1), (4, 3, 5), (1, 49, 10), (33, 20, 7)]
BATCHES = [(1, 1), (1, 3), (5, 10), (8, 2)]


def exact(*shape, scale=1.0):
    return torch.round(torch.randn(*shape) * scale * 64) / 64


def main():
    torch.manual_seed(3)
    golden = Golden(__file__)
    for i, (m, n, k) in enumerate(PRODUCTS):
        name = "gemm%d." % i
        golden(name + "shape", [m, n, k])
        a = golden(name + "a", exact(m, k))
        b = golden(name + "b", exact(k, n))
        c = golden(name + "c", exact(m, n))
        golden(name + "product", a @ b)
        golden(name + "sum", c + a @ b)
    for i, (n, size_in, out) in enumerate(DENSE):
        name = "dense%d." % i
        golden(name + "shape", [n, size_in, out])
        x = golden(name + "x", exact(n, size_in))
        w = golden(name + "w", exact(out, size_in))
        b = golden(name + "b", exact(out))
        golden(name + "y", functional.linear(x, w, b))
    z = golden("activate.z", torch.cat([EDGES, exact(100, scale=3)]))
    for name, g in ACTIVATIONS.items():
        golden("activate." + name, g(z))
    for i, (n, classes) in enumerate(BATCHES):
        name = "classes%d." % i
        golden(name + "shape", [n, classes])
        z = exact(n, classes, scale=4)
        if i == 2:
            z[0] = 1000
            z[1] = torch.linspace(-1000, 1000, classes)
            z[2] = -1000
        golden(name + "z", z)
        labels = golden(name + "labels", torch.randint(classes, (n,)))
        golden(name + "softmax", torch.softmax(z, 1))
        golden(name + "one_hot", functional.one_hot(labels, classes))
        golden(name + "cross_entropy", functional.cross_entropy(z, labels))
        t = golden(name + "t", exact(n, classes))
        golden(name + "mse", functional.mse_loss(z, t))
        targets = golden(name + "targets", torch.randint(65, (n * classes,)) / 64)
        golden(name + "bce", functional.binary_cross_entropy_with_logits(
            z.flatten(), targets))
    golden.write()


if __name__ == "__main__":
    main()
