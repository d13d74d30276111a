"""Golden values for chapter 4: the gradients of the worked example, the dense
layer, the activations and the losses, and fifty steps of learning."""

import torch
import torch.nn.functional as F

from golden import Golden

STEPS = 50
RATE = 0.1

golden = Golden(__file__)
torch.manual_seed(4)


def given(name, tensor):
    """Stores what both sides start from, and follows it."""
    return golden(name, tensor).clone().requires_grad_()


def worked_example():
    x = torch.tensor([1.0, 2.0])
    w = given("example.w", torch.tensor([0.5, -0.5, -1, 0.5, 2, -1]))
    b = given("example.b", torch.tensor([1, -1, 0.5]))
    h1 = x[0] * w[0] + x[1] * w[1] + b[0]
    h2 = x[0] * w[2] + x[1] * w[3] + b[1]
    u1, u2 = torch.tanh(h1), torch.tanh(h2)
    f = u1 * w[4] + u2 * w[5] + b[2]
    e = (f - 1) ** 2 / 2
    inside = [f, u1, u2, h1, h2]
    for value in inside:
        value.retain_grad()
    e.backward()
    golden("example.x", x)
    golden("example.e", e.detach())
    golden("example.delta", torch.stack([value.grad for value in inside]))
    golden("example.dw", w.grad)
    golden("example.db", b.grad)


def engine():
    """One computation with every operation of the engine."""
    leaves = given("engine.leaves", torch.tensor([0.5, -1.2, 0.7]))
    a, b, c = leaves
    result = torch.log(torch.exp(a) + torch.exp(b)) * torch.tanh(c)
    result = result + torch.relu(a * c) - torch.relu(b) - a * a
    result.backward()
    golden("engine.result", result.detach())
    golden("engine.gradient", leaves.grad)


def dense():
    for n, inputs, outputs in (1, 1, 1), (1, 7, 3), (5, 3, 4):
        name = f"dense.{n}.{inputs}.{outputs}"
        x = given(name + ".x", torch.randn(n, inputs))
        w = given(name + ".w", torch.randn(outputs, inputs))
        b = torch.zeros(outputs, requires_grad=True)
        dy = golden(name + ".dy", torch.randn(n, outputs))
        F.linear(x, w, b).backward(dy)
        golden(name + ".dx", x.grad)
        golden(name + ".dw", w.grad)
        golden(name + ".db", b.grad)


def activations():
    special = [0, 1, -1, 0.5, -0.5, 2, -2, 15, -15, 1000, -1000]
    numbers = torch.cat([torch.tensor(special), 2 * torch.randn(20)])
    golden("activations.z", numbers)
    dy = golden("activations.dy", torch.randn(len(numbers)))
    functions = {
        "identity": lambda z: z * 1,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": F.relu,
        "leaky_relu": lambda z: F.leaky_relu(z, 0.01),
        "elu": F.elu,
        "softplus": F.softplus,
        "hard_tanh": F.hardtanh,
    }
    for name, function in functions.items():
        z = numbers.clone().requires_grad_()
        function(z).backward(dy)
        golden("activations." + name, z.grad)
    z = torch.tensor([21.0], requires_grad=True)
    F.softplus(z).backward()
    golden("softplus.slope.at21", z.grad)


def losses():
    y = given("squared.y", torch.randn(3, 5))
    t = golden("squared.t", torch.randn(3, 5))
    F.mse_loss(y, t).backward()
    golden("squared.dy", y.grad)

    scores = torch.cat([torch.randn(6), torch.tensor([1000.0, -1000, 1000, -1000])])
    z = given("binary.z", scores)
    t = golden("binary.t", torch.tensor([0, 1, 0.3, 1, 0, 0.5, 1, 0, 0, 1]))
    F.binary_cross_entropy_with_logits(z, t).backward()
    golden("binary.dz", z.grad)

    scores = torch.cat([torch.randn(4, 3), torch.tensor([[1000.0, 0, -1000],
                                                         [1000, 1000, 1000],
                                                         [0, 1000, 1000]])])
    z = given("classes.z", scores)
    labels = golden("classes.labels", torch.tensor([0, 1, 2, 1, 2, 0, 0]))
    F.cross_entropy(z, labels).backward()
    golden("classes.dz", z.grad)


def learning():
    """Gradient descent on a network 3-5-4-3 with tanh."""
    sizes = [3, 5, 4, 3]
    x = golden("learning.x", torch.randn(6, 3))
    labels = golden("learning.labels", torch.tensor([0, 1, 2, 2, 1, 0]))
    parameters = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        parameters.append(torch.randn(outputs, inputs))
        parameters.append(torch.randn(outputs))
    golden("learning.start", torch.cat([p.flatten() for p in parameters]))
    for p in parameters:
        p.requires_grad_()
    path = []
    for step in range(STEPS):
        y = x
        for layer in range(len(sizes) - 1):
            y = F.linear(y, parameters[2 * layer], parameters[2 * layer + 1])
            y = torch.tanh(y) if layer + 2 < len(sizes) else y
        loss = F.cross_entropy(y, labels)
        path.append(loss.detach())
        for p in parameters:
            p.grad = None
        loss.backward()
        if step == 0:
            golden("learning.gradient",
                   torch.cat([p.grad.flatten() for p in parameters]))
        with torch.no_grad():
            for p in parameters:
                p -= RATE * p.grad
    golden("learning.rate", torch.tensor(RATE))
    golden("learning.losses", torch.stack(path))
    golden("learning.end", torch.cat([p.detach().flatten() for p in parameters]))


worked_example()
engine()
dense()
activations()
losses()
learning()
golden.write()
