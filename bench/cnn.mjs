// The inference of bench/cnn.c by ONNX Runtime: the same network, weights and
// images, and the same rows. The model is made here, in ONNX's format.
//
// Usage: TASK_SECONDS=1 NN_THREADS=1 node bench/cnn.mjs FOLDER FILE
//        node bench/cnn.mjs FOLDER --version
// FOLDER holds node_modules with onnxruntime-node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const BATCH = 64, ANSWERS = 10;
const seconds = Number(process.env.TASK_SECONDS || 1);
const [folder, path] = process.argv.slice(2);
const load = createRequire(resolve(folder, 'node_modules', 'x.js'));

// The tensors of a safetensors file, and the network's text.
function read(file) {
    const bytes = readFileSync(file);
    const start = 8 + Number(bytes.readBigUInt64LE(0));
    const { __metadata__: notes, ...head } = JSON.parse(bytes.subarray(8, start));
    const tensors = {};
    for (const [name, { shape, data_offsets: [first, last] }] of Object.entries(head)) {
        tensors[name] = { shape, bytes: Uint8Array.from(bytes.subarray(start + first, start + last)) };
    }
    return { tensors, text: notes.network };
}

// ---- ONNX's format: protocol buffers, of numbers and of bytes with a length ----

function varint(value) {
    const bytes = [];
    for (; value > 127; value = Math.floor(value / 128)) {
        bytes.push(value % 128 + 128);
    }
    return Buffer.from([...bytes, value]);
}
const number = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);
function chunk(field, ...parts) {
    const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
    return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

const integers = (name, values) => chunk(5, chunk(1, name), ...values.map((v) => number(8, v)), number(20, 7));
const integer = (name, value) => chunk(5, chunk(1, name), number(3, value), number(20, 2));
const node = (kind, inputs, output, ...attributes) => chunk(1,
    ...inputs.map((name) => chunk(1, name)), chunk(2, output), chunk(4, kind), ...attributes);
const tensor = (name, { shape, bytes }) => chunk(5,
    ...shape.map((size) => number(1, size)), number(2, 1), chunk(8, name), chunk(9, bytes));
const value = (field, name, shape) => chunk(field, chunk(1, name), chunk(2, chunk(1, number(1, 1),
    chunk(2, ...shape.map((size) => chunk(1, number(1, size)))))));

// What nn's words say, of the layers that these networks have.
function model({ tensors, text }, batch) {
    const parts = [];
    let last = 'x', flat = false, count = 0;
    const add = (kind, inputs, ...attributes) => {
        const output = `y${++count}`;
        parts.push(node(kind, [last, ...inputs], output, ...attributes));
        last = output;
    };
    for (const words of text.split(', ').slice(1)) {
        const [, name, kind, size] = /^(?:(\w+): )?(\w+)(?: .*?(\d+))?$/.exec(words);
        const inputs = [`${name}.weight`, `${name}.bias`];
        if (kind === 'relu') {
            add('Relu', []);
        } else if (kind === 'max_pool') {
            add('MaxPool', [], integers('kernel_shape', [+size, +size]), integers('strides', [+size, +size]));
        } else if (kind === 'conv') {
            add('Conv', inputs);
        } else if (kind === 'dense') {
            if (!flat) {
                add('Flatten', []);
                flat = true;
            }
            add('Gemm', inputs, integer('transB', 1));
        } else {
            throw new Error(`no layer ${kind} here`);
        }
    }
    for (const [name, one] of Object.entries(tensors)) {
        if (!name.startsWith('bench.')) {
            parts.push(tensor(name, one));
        }
    }
    return Buffer.concat([number(1, 8), chunk(7, ...parts, chunk(2, 'network'),
        value(11, 'x', [batch, 1, 28, 28]), value(12, last, [batch, ANSWERS])), chunk(8, number(2, 13))]);
}

// ---- The measurement ----

function measure(file, batch) {
    const { binding } = load('onnxruntime-node/dist/binding.js');
    const { initOrt } = load('onnxruntime-node/dist/binding.js');
    const { Tensor } = load('onnxruntime-common');
    initOrt();
    const bytes = model(file, batch);
    const session = new binding.InferenceSession();
    session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, {
        intraOpNumThreads: Number(process.env.NN_THREADS || 1), interOpNumThreads: 1,
        executionMode: 'sequential', graphOptimizationLevel: 'all',
    });
    const output = session.outputMetadata[0].name;
    const x = new Float32Array(file.tensors['bench.x'].bytes.buffer);
    const y = new Float32Array(file.tensors['bench.y'].bytes.buffer);
    const each = batch * 784, inputs = [];
    for (let first = 0; first + each <= x.length; first += each) {
        inputs.push({ x: new Tensor('float32', x.subarray(first, first + each), [batch, 1, 28, 28]) });
    }
    // Without the package's own run, which waits for a turn of node's loop.
    const call = (step) => session.run(inputs[step % inputs.length], { [output]: null }, {})[output];

    let most = 0;
    for (let step = 0; step < BATCH / batch; step++) {
        const answer = call(step);
        (answer.cpuData ?? answer.data).forEach((v, k) => {
            most = Math.max(most, Math.abs(v - y[step * batch * ANSWERS + k]));
        });
    }
    const timed = (limit) => {
        const times = [], start = process.hrtime.bigint();
        let before, after = start;
        do {
            before = after;
            call(times.length);
            after = process.hrtime.bigint();
            times.push(Number(after - before) / 1e3);
        } while (Number(after - start) / 1e9 < limit);
        return times;
    };
    timed(seconds / 4);
    const busy = process.cpuUsage();
    const times = timed(seconds).sort((a, b) => a - b);
    const { user, system } = process.cpuUsage(busy);
    const memory = process.resourceUsage().maxRSS / 1024;
    console.log('onnxruntime infer', batch, times.length, times[times.length >> 1].toFixed(1),
        ((user + system) / times.length).toFixed(1), memory.toFixed(0), most.toFixed(6), '- -');
}

if (path === '--version') {
    console.log(`ONNX Runtime ${load('onnxruntime-node/package.json').version}, node ${process.version}`);
} else {
    const file = read(path);
    measure(file, 1);
    measure(file, BATCH);
}
