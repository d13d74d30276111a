"""Writes tests/golden/onnx.txt, from the test vectors of ONNX:
    python3 tests/golden/onnx_vectors.py DATA
DATA is the folder onnx/backend/test/data of ONNX 1.12.0; Debian's package
libonnx-testdata has it as /usr/share/libonnx-testdata/data.

Takes all cases that consist of one of the operators in OPERATORS. Those that
our layers have the attributes for are written with their words; the others
with the reason why they are not. Where that changes no number, a case is first
brought into our form: signals are pictures of one row, and so on (see the
functions). ONNX is (c) ONNX Project Contributors, licensed under Apache-2.0."""

import math
import os
import struct
import sys

VERSION = "1.12.0"
OPERATORS = ("Conv", "MaxPool", "AveragePool", "GlobalAveragePool",
             "GlobalMaxPool", "BatchNormalization")
FOLDERS = "node", "pytorch-converted", "pytorch-operator", "simple"
LARGEST = 8000  # numbers of a case, for the size of the file
HEADER = """\
# Test vectors of ONNX %s, rewritten by onnx_vectors.py from its folder
# onnx/backend/test/data, https://github.com/onnx/onnx
# Copyright (c) ONNX Project Contributors. Licensed under the Apache License,
# Version 2.0: http://www.apache.org/licenses/LICENSE-2.0
# All %d cases of the operators Conv, MaxPool, AveragePool, GlobalAveragePool,
# GlobalMaxPool and BatchNormalization: %d that run, and %d that are out of
# scope, each with the reason. Inputs of several cases are stored once."""


class OutOfScope(Exception):
    pass


# ---- Protocol buffers, as far as ONNX's files need them ----

def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at


def fields(data):
    """{number: [value ...]}: whole numbers, and bytes for all the rest."""
    found, at = {}, 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        else:
            size = {1: 8, 5: 4}.get(key & 7)
            if size is None:
                size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        found.setdefault(key >> 3, []).append(value)
    return found


def whole_numbers(values):
    """Of a repeated field, which may be packed."""
    found = []
    for value in values:
        at = 0
        if isinstance(value, int):
            found.append(value)
        else:
            while at < len(value):
                number, at = varint(value, at)
                found.append(number)
    return found


TYPES = {1: "f", 2: "B", 7: "q"}  # float, uint8, int64
KEPT_IN = {1: 4, 2: 5, 7: 7}      # unless there are raw bytes


class Tensor:
    def __init__(self, shape, values):
        self.shape, self.values = list(shape), values

    @classmethod
    def read(cls, data):
        message = fields(data)
        kind = message[2][0]
        if 9 in message:
            raw = message[9][0]
        elif kind == 1:
            raw = b"".join(message.get(4, []))
        else:
            numbers = whole_numbers(message.get(KEPT_IN[kind], []))
            raw = struct.pack("<%d%s" % (len(numbers), TYPES[kind]), *numbers)
        count = len(raw) // struct.calcsize(TYPES[kind])
        values = struct.unpack("<%d%s" % (count, TYPES[kind]), raw)
        shape = whole_numbers(message.get(1, []))
        assert count == math.prod(shape)
        return cls(shape, values)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def attributes(node):
    found = {}
    for message in map(fields, node.get(5, [])):
        name = message[1][0].decode()
        if 8 in message:
            found[name] = whole_numbers(message[8])
        elif 3 in message:
            found[name] = message[3][0]
        elif 4 in message:
            found[name] = message[4][0].decode()
        else:
            found[name] = struct.unpack("<f", message[2][0])[0]
    return found


class Case:
    """The only node of a model, its inputs by their place, its outputs."""

    def __init__(self, folder):
        graph = fields(fields(read(folder + "/model.onnx"))[7][0])
        nodes = [fields(node) for node in graph[1]]
        self.operator = nodes[0][4][0].decode()
        self.single = len(nodes) == 1
        if not self.single or self.operator not in OPERATORS:
            return
        self.attributes = attributes(nodes[0])
        data = folder + "/test_data_set_0/"
        known = {fields(tensor)[8][0]: Tensor.read(tensor)
                 for tensor in graph.get(5, [])}
        fed = [fields(value)[1][0] for value in graph[11]]
        for k, name in enumerate(n for n in fed if n not in known):
            known[name] = Tensor.read(read(data + "input_%d.pb" % k))
        self.inputs = [known[name] for name in nodes[0][1]]
        self.outputs = [Tensor.read(read(data + "output_%d.pb" % k))
                        for k in range(len(graph[12]))]


# ---- Our words ----

def as_picture(tensor):
    """[n][c][w] is [n][c][1][w]."""
    shape = tensor.shape
    return shape[:2] + [1] * (4 - len(shape)) + shape[2:]


def times(pair):
    return "%dx%d" % tuple(pair)


def padding(case, size, window, stride, length):
    """On both sides of each axis."""
    kind = case.attributes.get("auto_pad", "NOTSET")
    pads = case.attributes.get("pads", [0] * 2 * len(size))
    if kind.startswith("SAME"):
        total = [max((-(-s // t) - 1) * t + m - s, 0)
                 for s, t, m in zip(size, stride, length)]
        if any(t % 2 for t in total):
            raise OutOfScope("auto_pad %s, %s pixels of padding in all are not "
                             "as many on both sides" % (kind, times(total)))
        return [t // 2 for t in total]
    before, after = pads[:len(pads) // 2], pads[len(pads) // 2:]
    if before != after:
        raise OutOfScope("pads %s are not as many on both sides" % pads)
    return before


def moves(case, window):
    """The words for how a window moves."""
    shape, size = case.inputs[0].shape, case.inputs[0].shape[2:]
    if len(size) > 2:
        raise OutOfScope("windows of three dimensions")
    stride = case.attributes.get("strides", [1] * len(size))
    dilation = case.attributes.get("dilations", [1] * len(size))
    length = [d * (m - 1) + 1 for d, m in zip(dilation, window)]
    pads = padding(case, size, window, stride, length)
    rest = [(s + 2 * p - m) % t
            for s, p, m, t in zip(size, pads, length, stride)]
    if any(rest) and case.attributes.get("ceil_mode", 0):
        raise OutOfScope("ceil_mode, and the windows leave a rest")
    if len(size) == 1:
        window, stride, dilation = [1] + window, [1] + stride, [1] + dilation
        pads = [0] + pads
    return "%s stride %s padding %s dilation %s%s" % (
        times(window), times(stride), times(pads), times(dilation),
        " rest drop" if any(rest) else "")


def conv(case, add):
    x, w, *b = case.inputs
    add("w", w.values)
    add("b", b[0].values if b else [0] * w.shape[0])
    return "conv %d %s groups %d" % (w.shape[0], moves(case, w.shape[2:]),
                                     case.attributes.get("group", 1))


def index_of_ours(case):
    """The numbers of pixels within their channel, row by row."""
    size = case.inputs[0].shape[2:]
    plane, high = math.prod(size), size[0]
    index = [i % plane for i in case.outputs[1].values]
    if case.attributes.get("storage_order", 0):
        index = [i % high * size[1] + i // high for i in index]
    return index


def max_pool(case, add):
    words = moves(case, case.attributes["kernel_shape"])
    if len(case.outputs) > 1:
        add("index", index_of_ours(case))
    return "max_pool " + words


def average_pool(case, add):
    counts = case.attributes.get("count_include_pad", 0)
    return "avg_pool %s count %s" % (
        moves(case, case.attributes["kernel_shape"]),
        "window" if counts else "inside")


def global_average_pool(case, add):
    return "global_avg_pool"


def global_max_pool(case, add):
    return "max_pool " + times(as_picture(case.inputs[0])[2:])


def batch_norm(case, add):
    """ONNX's momentum is what the old statistics keep, ours what they lose.
    Channels are alike whatever is in them: solids are pictures."""
    x, gamma, beta, mean, variance = case.inputs
    x.shape[2:] = [math.prod(x.shape[2:-1]), x.shape[-1]]
    keeps = round(case.attributes.get("momentum", 0.9), 6)
    for name, tensor in (("w", gamma), ("b", beta), ("mean", mean),
                         ("variance", variance)):
        add(name, tensor.values)
    if case.attributes.get("training_mode", 0):
        add("new_mean", case.outputs[1].values)
        add("new_variance", case.outputs[2].values)
    return "batch_norm momentum %.6g epsilon %.6g" % (
        1 - keeps, case.attributes.get("epsilon", 1e-5))


WORDS = {"Conv": conv, "MaxPool": max_pool, "AveragePool": average_pool,
         "GlobalAveragePool": global_average_pool,
         "GlobalMaxPool": global_max_pool, "BatchNormalization": batch_norm}


def line(name, values):
    return "%s\t%d\t%s" % (name, len(values),
                           " ".join("%.9g" % value for value in values))


def lines_of(case, inputs):
    """The lines of a case: words, which of the inputs it has, arrays."""
    arrays = [("y", case.outputs[0].values)]
    count = sum(len(t.values) for t in case.inputs + case.outputs)
    words = WORDS[case.operator](case, lambda *array: arrays.append(array))
    if count > LARGEST:
        raise OutOfScope("%d numbers would make the file too large" % count)
    x, shape = case.inputs[0].values, as_picture(case.inputs[0])
    if x not in inputs:
        inputs.append(x)
    return ["words\tinput %s, %s" % ("x".join(map(str, shape[1:])), words),
            "input\tinput.%d" % inputs.index(x)] + [
                line(*array) for array in arrays]


def cases(data):
    for folder in FOLDERS:
        for name in sorted(os.listdir(os.path.join(data, folder))):
            case = Case(os.path.join(data, folder, name))
            if case.operator in OPERATORS and case.single:
                yield folder + "/" + name, case


def main():
    run, left_out, inputs = [], [], []
    for name, case in cases(sys.argv[1]):
        try:
            lines = ["name\t" + name] + lines_of(case, inputs)
            run.append(["%d.%s" % (len(run), text) for text in lines])
        except OutOfScope as reason:
            left_out.append("out.%d\t%s: %s" % (len(left_out), name, reason))
    counts = len(run) + len(left_out), len(run), len(left_out)
    lines = [HEADER % (VERSION, *counts), line("counts", counts)] + left_out
    lines += [line("input.%d" % k, x) for k, x in enumerate(inputs)]
    lines += sum(run, [])
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "onnx.txt")
    with open(path + ".part", "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")
    os.replace(path + ".part", path)


main()
