"""Golden values of chapter 8: /usr/bin/python3 tests/golden/08_conv.py

Convolutions over kernels, strides, paddings, dilations, groups and borders;
pooling with ties and overlapping windows; convolution, ReLU and max pooling in
a row; and a small network that learns for some steps. Each case is a text of
net_text.h.

Numbers are multiples of 1/8, so that sums of their products are exact, in float
too, in whatever order, and take few digits in the file. The cases called "real"
and the network that learns have numbers with all digits."""

import torch
import torch.nn.functional as F

from golden import Golden

CASES = (
    # Convolutions: batch, words.
    (1, "input 1x5x5, conv 1 3"),
    (2, "input 3x7x6, conv 4 3 padding 1"),
    (3, "input 2x6x9, conv 3 2x3 stride 2"),
    (1, "input 2x1x9, conv 3 1x4 padding 0x2"),
    (2, "input 3x9x1, conv 2 5x1 stride 2x1 padding 2x0"),
    (2, "input 5x4x4, conv 6 1"),
    (1, "input 3x8x7, conv 9 1 stride 3x2 rest drop"),
    (1, "input 1x11x11, conv 2 5 stride 2 padding 2"),
    (2, "input 4x6x5, conv 6 3 padding 1 groups 2"),
    (2, "input 6x5x7, conv 6 3 padding 1 groups 6"),
    (1, "input 3x6x6, conv 9 3x2 stride 1x2 groups 3"),
    (1, "input 2x9x8, conv 3 3 dilation 2"),
    (2, "input 2x9x10, conv 2 3x2 padding 2x1 dilation 2x3"),
    (1, "input 4x9x7, conv 6 3x2 stride 2x1 padding 1x0 dilation 1x2 groups 2 "
        "border reflect rest drop"),
    (2, "input 2x5x6, conv 3 3 padding 1 border replicate"),
    (2, "input 2x5x6, conv 3 3 padding 1 border reflect"),
    (1, "input 1x3x4, conv 2 5x4 padding 6x5 border replicate"),
    (1, "input 2x4x5, conv 2 4x6 padding 3x4 border reflect"),
    (1, "input 4x7x8, conv 4 3 stride 3 padding 2 dilation 2 groups 4 "
        "border replicate rest drop"),
    (2, "input 2x3x3, conv 2 3 padding 3"),
    (1, "input 2x5x5, conv 3 2 stride 4x3 padding 1 rest drop"),
    (1, "input 1x4x35, conv 9 3 padding 1"),
    (1, "input 9x4x18, conv 10 3 padding 1"),
    (1, "input 2x7x19, conv 5 5 padding 2"),
    (3, "input 2x4x4, conv 5 4"),
    (1, "input 1x4x4, conv 3 2 stride 3 padding 1 border reflect rest drop"),
    (2, "input 8x5x6, conv 12 3 padding 1 groups 4"),
    # Pooling.
    (2, "input 3x6x8, max_pool 2"),
    (2, "input 2x7x7, max_pool 3 stride 2"),
    (1, "input 2x7x9, max_pool 3 stride 1 padding 1"),
    (3, "input 2x5x6, max_pool 2x3 rest drop"),
    (1, "input 2x9x8, max_pool 3x2 stride 2x1 dilation 2x3"),
    (2, "input 1x8x11, max_pool 4x5 stride 3x2 padding 2x1 dilation 1x2 "
        "rest drop"),
    (2, "input 3x5x19, max_pool 2 stride 1"),
    (1, "input 2x9x35, max_pool 2 rest drop"),
    (2, "input 3x6x8, avg_pool 2"),
    (2, "input 2x7x7, avg_pool 3 stride 2 padding 1"),
    (2, "input 2x7x7, avg_pool 3 stride 2 padding 1 count window"),
    (1, "input 2x5x8, avg_pool 2x5 stride 1x2 padding 1x2 rest drop"),
    (1, "input 2x5x8, avg_pool 2x5 stride 1x2 padding 1x2 count window "
        "rest drop"),
    (3, "input 4x5x3, global_avg_pool"),
    (2, "input 3x1x1, global_avg_pool"),
    # The three in a row, which the library may compute at once.
    (2, "input 2x8x7, conv 3 3 padding 1, relu, max_pool 2 rest drop"),
    (1, "input 3x9x9, conv 8 3, relu, max_pool 3 stride 2"),
    (2, "input 1x6x7, conv 2 3 stride 2x1 padding 1 border reflect rest drop, "
        "relu, max_pool 2x3 stride 1 padding 1"),
    (1, "input 2x7x7, conv 4 2 groups 2, relu, max_pool 2 padding 1 "
        "dilation 2 rest drop"),
)
REAL_CASES = (
    (1, "input 7x8x9, conv 3 5 padding 2"),
    (2, "input 5x7x8, conv 4 3 stride 2 padding 1 border replicate rest drop"),
    (1, "input 2x6x9, avg_pool 3 stride 2x1 padding 1 rest drop"),
)
NET = ("input 1x12x10, conv 4 3 padding 1, relu, max_pool 2, conv 6 3 padding 1"
       ", relu, max_pool 2 rest drop, dense 5")
STEPS, BATCHES, BATCH, RATE, MOMENTUM = 20, 4, 3, 0.01, 0.9
BORDERS = {"zero": "constant", "replicate": "replicate", "reflect": "reflect"}


def pair(text):
    sizes = [int(size) for size in text.split("x")]
    return (sizes * 2)[:2]


class Layer:
    """A layer by its words; w and b where it has weights."""

    def __init__(self, words, shape, numbers):
        self.kind, *rest = words.split()
        self.out = int(rest.pop(0)) if self.kind in ("conv", "dense") else 0
        self.window = pair(rest.pop(0)) if rest else None
        self.said = dict(zip(rest[::2], rest[1::2]))
        groups = int(self.said.get("groups", 1))
        if self.kind == "conv":
            self.w = numbers(self.out, shape[1] // groups, *self.window)
        if self.kind == "dense":
            self.w = numbers(self.out, shape[1:].numel())
        if self.out:
            self.b = numbers(self.out).requires_grad_(True)
            self.w.requires_grad_(True)

    def axis(self, name, otherwise):
        return pair(self.said[name]) if name in self.said else otherwise

    def __call__(self, x):
        stride = self.axis("stride", (1, 1) if self.out else self.window)
        padding = self.axis("padding", (0, 0))
        dilation = self.axis("dilation", (1, 1))
        if self.kind == "relu":
            return F.relu(x)
        if self.kind == "dense":
            return F.linear(x.flatten(1), self.w, self.b)
        if self.kind == "conv":
            border = BORDERS[self.said.get("border", "zero")]
            high, wide = padding
            x = F.pad(x, (wide, wide, high, high), border)
            return F.conv2d(x, self.w, self.b, stride, 0, dilation,
                            int(self.said.get("groups", 1)))
        if self.kind == "max_pool":
            y, self.index = F.max_pool2d(x, self.window, stride, padding,
                                         dilation, return_indices=True)
            return y
        if self.kind == "avg_pool":
            return F.avg_pool2d(x, self.window, stride, padding,
                                count_include_pad="count" in self.said)
        return F.adaptive_avg_pool2d(x, 1)


def built(words, n, numbers):
    """The shape of the input, and the layers, which draw their weights."""
    first, *rest = words.split(", ")
    shape = [n] + [int(size) for size in first.split()[1].split("x")]
    x, layers = torch.zeros(shape), []
    for text in rest:
        layers.append(Layer(text, x.shape, numbers))
        x = layers[-1](x)
    return shape, layers


def eighths(*shape):
    return torch.randint(-16, 17, shape) / 8


def passed(golden, name, n, words, numbers):
    shape, layers = built(words, n, numbers)
    x = numbers(*shape)
    if numbers is eighths and len(layers) == 1 and layers[0].kind == "max_pool":
        x = (x / 4).round()
    y = golden(f"{name}.x", x).requires_grad_(True)
    for layer in layers:
        y = layer(y)
    dy = numbers(*y.shape)
    y.backward(dy)
    golden.text(f"{name}.words", words)
    golden(f"{name}.y", y)
    golden(f"{name}.dy", dy)
    golden(f"{name}.dx", x.grad)
    if layers[0].out:
        golden(f"{name}.w", layers[0].w)
        golden(f"{name}.b", layers[0].b)
        golden(f"{name}.dw", layers[0].w.grad)
        golden(f"{name}.db", layers[0].b.grad)
    elif layers[0].kind == "max_pool":
        golden(f"{name}.index", layers[0].index)


def learned(golden):
    """The network that learns, from weights of a usual size."""
    def small(*shape):
        return torch.randn(shape) / torch.Size(shape[1:]).numel() ** 0.5

    shape, layers = built(NET, BATCH, small)
    w = [layer.w for layer in layers if layer.out]
    b = [layer.b for layer in layers if layer.out]
    golden.text("net.words", NET)
    golden("net.w", torch.cat([p.flatten() for p in w + b]))
    x = golden("net.x", eighths(BATCHES, *shape))
    labels = golden("net.labels", torch.randint(5, (BATCHES, BATCH)))
    optimiser = torch.optim.SGD(w + b, RATE, MOMENTUM, nesterov=True)
    losses = []
    for step in range(STEPS):
        optimiser.zero_grad()
        y = x[step % BATCHES]
        for layer in layers:
            y = layer(y)
        loss = F.cross_entropy(y, labels[step % BATCHES])
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    golden("net.losses", torch.tensor(losses))


def main():
    torch.manual_seed(8)
    golden = Golden(__file__)
    golden("cases", len(CASES) + len(REAL_CASES))
    for k, (n, words) in enumerate(CASES):
        passed(golden, f"case.{k}", n, words, eighths)
    for k, (n, words) in enumerate(REAL_CASES, len(CASES)):
        passed(golden, f"case.{k}", n, words, lambda *s: torch.randn(s))
    learned(golden)
    golden.write()


main()
