"""Golden values of chapter 5: /usr/bin/python3 tests/golden/05_optim.py

For each optimiser NAME and each valley: VALLEY.NAME.settings, which are the
learning rate, momentum (or decay, or beta1), beta2 and epsilon, 0 where there is
none, and VALLEY.NAME.w1 and .w2, the two parameters after every step."""

import warnings

import torch
from torch.optim import lr_scheduler

from golden import Golden

warnings.simplefilter("ignore")  # that a rate is read before the first step

STEPS = 50
DECAY = 0.1
BASE = 0.4
ONE_CYCLES = (4, 0.5), (7, 0.3), (10, 0.3), (25, 0.3), (50, 0.3), (64, 0.25)
STARTS = {"ravine": (10.0, 1.0), "rosenbrock": (-1.2, 1.0)}


def ravine(w):
    return (w[0] ** 2 + 100 * w[1] ** 2) / 2


def rosenbrock(w):
    return (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2


VALLEYS = {"ravine": ravine, "rosenbrock": rosenbrock}

SETTINGS = {
    "ravine": {
        "sgd": (0.018, 0, 0, 0),
        "momentum": (0.005, 0.9, 0, 0),
        "nesterov": (0.005, 0.9, 0, 0),
        "adagrad": (0.6, 0, 0, 1e-10),
        "rmsprop": (0.1, 0.9, 0, 1e-8),
        "adadelta": (1, 0.9, 0, 1e-6),
        "adam": (0.5, 0.9, 0.999, 1e-8),
    },
    "rosenbrock": {
        "sgd": (0.001, 0, 0, 0),
        "momentum": (0.0005, 0.9, 0, 0),
        "nesterov": (0.0005, 0.9, 0, 0),
        "adagrad": (0.3, 0, 0, 1e-10),
        "rmsprop": (0.02, 0.99, 0, 1e-8),
        "adadelta": (1, 0.9, 0, 1e-6),
        "adam": (0.1, 0.9, 0.999, 1e-8),
    },
}


def optimiser(name, w, settings, weight_decay=0.0):
    rate, first, second, epsilon = settings
    decay = {"weight_decay": weight_decay}
    optim = torch.optim
    return {
        "sgd": lambda: optim.SGD([w], rate, **decay),
        "momentum": lambda: optim.SGD([w], rate, first, **decay),
        "nesterov": lambda: optim.SGD([w], rate, first, nesterov=True, **decay),
        "adagrad": lambda: optim.Adagrad([w], rate, eps=epsilon, **decay),
        "rmsprop": lambda: optim.RMSprop([w], rate, first, epsilon, **decay),
        "adadelta": lambda: optim.Adadelta([w], rate, first, epsilon, **decay),
        "adam": lambda: optim.Adam([w], rate, (first, second), epsilon, **decay),
        "adamw": lambda: optim.AdamW([w], rate, (first, second), epsilon, **decay),
    }[name]()


def path(name, valley, settings, weight_decay=0.0, rate_after=None):
    """Walks STEPS steps; from the middle on with another rate, if given."""
    w = torch.tensor(STARTS[valley], requires_grad=True)
    walker = optimiser(name, w, settings, weight_decay)
    places = []
    for step in range(STEPS):
        if step == STEPS // 2 and rate_after is not None:
            walker.param_groups[0]["lr"] = rate_after
        walker.zero_grad()
        VALLEYS[valley](w).backward()
        walker.step()
        places.append(w.detach().clone())
    return torch.stack(places, dim=1)


def rates(make, steps):
    """The rates that a scheduler gives for steps 0, 1 ... of a run."""
    walker = torch.optim.SGD([torch.zeros(1, requires_grad=True)], BASE)
    scheduler = make(walker)
    found = []
    for step in range(steps):
        found.append(walker.param_groups[0]["lr"])
        walker.step()
        if step + 1 < steps:
            scheduler.step()
    return torch.tensor(found)


def drawn_with(initialise, shape, method):
    """The range or deviation with which an initialiser of PyTorch draws."""
    asked = []
    original = getattr(torch.Tensor, method)
    setattr(torch.Tensor, method, lambda w, a, b: asked.append((a, b)) or w)
    initialise(torch.empty(shape))
    setattr(torch.Tensor, method, original)
    return asked[0][1]


def main():
    golden = Golden(__file__)

    def golden_path(name, places):
        golden(f"{name}.w1", places[0])
        golden(f"{name}.w2", places[1])

    for valley, start in STARTS.items():
        golden(f"{valley}.start", torch.tensor(start))
        for name, settings in SETTINGS[valley].items():
            golden(f"{valley}.{name}.settings", torch.tensor(settings))
            golden_path(f"{valley}.{name}", path(name, valley, settings))

    # An epsilon that shows where it stands.
    golden("large_epsilon.start", torch.tensor(STARTS["ravine"]))
    for name in "adagrad", "rmsprop", "adadelta", "adam":
        settings = SETTINGS["ravine"][name][:3] + (0.02,)
        golden(f"large_epsilon.{name}.settings", torch.tensor(settings))
        golden_path(f"large_epsilon.{name}", path(name, "ravine", settings))

    for name in "sgd", "momentum", "adam", "adamw":
        settings = SETTINGS["rosenbrock"][name.rstrip("w")]
        golden_path(f"decay.{name}", path(name, "rosenbrock", settings, DECAY))
    golden("decay", DECAY)
    for name in "momentum", "nesterov":
        settings = SETTINGS["ravine"][name]
        golden_path(f"two_rates.{name}",
                    path(name, "ravine", settings, rate_after=settings[0] / 10))

    golden("base", BASE)
    golden("step_decay", rates(
        lambda o: lr_scheduler.StepLR(o, 7, 0.5), 50))
    golden("exponential_decay", rates(
        lambda o: lr_scheduler.ExponentialLR(o, 0.93), 50))
    golden("cosine_decay", rates(
        lambda o: lr_scheduler.CosineAnnealingLR(o, 40, 0.01), 41))
    golden("warm_up", rates(
        lambda o: lr_scheduler.LinearLR(o, 1 / 8, 1, 7), 20))
    for total, rise in ONE_CYCLES:
        golden(f"one_cycle.{total}.{rise:.2f}", rates(
            lambda o: lr_scheduler.OneCycleLR(
                o, BASE, total_steps=total, pct_start=rise,
                cycle_momentum=False), total))

    init = torch.nn.init
    for fan_in, fan_out in (784, 128), (1, 1), (3, 500):
        shape = (fan_out, fan_in)
        golden(f"xavier.{fan_in}.{fan_out}",
               drawn_with(init.xavier_uniform_, shape, "uniform_"))
        golden(f"he.{fan_in}.{fan_out}", drawn_with(
            lambda w: init.kaiming_normal_(w, nonlinearity="relu"), shape,
            "normal_"))
    golden.write()


main()
