#include "net.h"

#include "net_text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static Layer *last_layer(const Net *net)
{
    return &net->layers[net->count - 1];
}

/* *total times factor; false if that is too large. */
static bool multiply(size_t *total, size_t factor)
{
    return !__builtin_mul_overflow(*total, factor, total);
}

/* A shape of which eight can be joined and still be counted. */
static bool countable(Shape shape)
{
    size_t size = 2 * LAYER_INPUTS;
    return multiply(&size, shape.c) && multiply(&size, shape.h) &&
           multiply(&size, shape.w);
}

/* ---- Building ---- */

bool net_begin(Net *net, Shape input, size_t layers, Error *error)
{
    static const LayerKind kind = {.name = "input"};
    *net = (Net){.capacity = layers, .count = 1};
    if (!countable(input) || shape_size(input) == 0) {
        return error_set(error, "input: a shape of %zu x %zu x %zu is absurd",
                         input.c, input.h, input.w);
    }
    net->layers = calloc(layers, sizeof *net->layers);
    if (net->layers == NULL) {
        return error_set(error, "no memory for a network of %zu layers",
                         layers);
    }
    net->layers[0] = (Layer){.kind = &kind, .name = "input", .out = input};
    return true;
}

/* The product of weight_shape: 0 for a layer without weights. */
static bool count_weights(Layer *layer)
{
    layer->weights = layer->weight_shape[0] > 0;
    for (size_t i = 0; i < LAYER_DIMENSIONS && layer->weight_shape[i]; i++) {
        if (!multiply(&layer->weights, layer->weight_shape[i])) {
            return false;
        }
    }
    return true;
}

bool net_add(Net *net, const Layer *layer, Error *error)
{
    assert(net->count < net->capacity);
    Layer *added = &net->layers[net->count];
    *added = *layer;
    if (!added->kind->plan(added, error)) {
        return false;
    }
    size_t weights = net->weights, parameters = net->parameters;
    if (!count_weights(added) || !countable(added->out) ||
        __builtin_add_overflow(weights, added->weights, &weights) ||
        __builtin_add_overflow(parameters, added->weights, &parameters) ||
        __builtin_add_overflow(parameters, added->biases, &parameters)) {
        return error_set(error, "%s: too many numbers to be counted",
                         added->kind->name);
    }
    net->weights = weights;
    net->parameters = parameters;
    net->states += added->states;
    for (size_t k = 0; k < added->inputs; k++) {
        added->input[k]->readers++;
    }
    net->count++;
    return true;
}

/* ---- Memory: laid out without a block to measure it, then in one ---- */

typedef struct Block {
    real *base;  /* NULL: only measure */
    size_t used; /* numbers */
    bool absurd; /* too many to be counted */
} Block;

/* The next each · times numbers of the block, from a multiple of 64 bytes. */
static real *take(Block *block, size_t each, size_t times)
{
    const size_t line = 64 / sizeof(real);
    size_t from = block->used, count = each;
    if (!multiply(&count, times) ||
        __builtin_add_overflow(count, line - 1, &count) ||
        __builtin_add_overflow(from, count / line * line, &block->used)) {
        block->absurd = true;
    }
    return block->base == NULL ? NULL : block->base + from;
}

/* The most that backward_layer may have to put aside for one example. */
static size_t spare_each(const Net *net)
{
    size_t most = 0;
    for (size_t i = 1; i < net->count; i++) {
        size_t size = 0;
        for (size_t k = 0; k < net->layers[i].inputs; k++) {
            const Layer *in = net->layers[i].input[k];
            size += in->readers > 1 ? shape_size(in->out) : 0;
        }
        most = size > most ? size : most;
    }
    return most;
}

static void lay_out(Net *net, Block *block)
{
    net->w = take(block, net->parameters, 1);
    net->dw = take(block, net->parameters, 1);
    net->state = take(block, net->states, 1);
    net->spare = take(block, spare_each(net), net->batch);
    for (size_t i = 1; i < net->count; i++) {
        Layer *layer = &net->layers[i];
        layer->y = take(block, shape_size(layer->out), net->batch);
        layer->dy = take(block, shape_size(layer->out), net->batch);
        layer->kept = take(block, layer->keeps, 1);
        take(block, layer->keeps_each, net->batch);
    }
}

/* Gives each layer its piece of w, dw and state. */
static void share_out(Net *net)
{
    size_t weight = 0, bias = net->weights, state = 0;
    for (size_t i = 1; i < net->count; i++) {
        Layer *layer = &net->layers[i];
        layer->w = net->w + weight;
        layer->dw = net->dw + weight;
        layer->b = net->w + bias;
        layer->db = net->dw + bias;
        layer->state = net->state + state;
        weight += layer->weights;
        bias += layer->biases;
        state += layer->states;
    }
}

static bool allocate(Net *net, Error *error)
{
    Block block = {NULL, 0, false};
    lay_out(net, &block);
    size_t bytes = block.used;
    if (block.absurd || !multiply(&bytes, sizeof(real)) ||
        (net->memory = aligned_alloc(64, bytes)) == NULL) {
        return error_set(error,
                         "no memory for a network of %zu parameters and "
                         "batches of %zu",
                         net->parameters, net->batch);
    }
    memset(net->memory, 0, bytes);
    block = (Block){net->memory, 0, false};
    lay_out(net, &block);
    share_out(net);
    return true;
}

/* Does a layer that saturates read this one? */
static bool before_saturation(const Net *net, const Layer *layer)
{
    for (const Layer *l = layer + 1; l <= last_layer(net); l++) {
        for (size_t k = 0; k < l->inputs; k++) {
            if (l->input[k] == layer && l->kind->saturates) {
                return true;
            }
        }
    }
    return false;
}

bool net_end(Net *net, size_t batch, uint64_t seed, Error *error)
{
    assert(batch > 0);
    for (size_t i = 0; i + 1 < net->count; i++) {
        if (net->layers[i].readers == 0) {
            return error_set(error,
                             "layer %zu, %s: expected a layer that reads it", i,
                             net->layers[i].kind->name);
        }
    }
    net->batch = batch;
    net->pass.rng = rng_seeded(seed);
    net->pass.kernels = kernels_choose(error);
    if (net->pass.kernels == NULL || !allocate(net, error)) {
        return false;
    }
    for (size_t i = 1; i < net->count; i++) {
        Layer *layer = &net->layers[i];
        if (layer->kind->init != NULL) {
            layer->kind->init(layer, before_saturation(net, layer),
                              &net->pass.rng);
        }
    }
    return true;
}

bool net_new(Net *net, const char *text, Shape input, size_t batch,
             uint64_t seed, Error *error)
{
    if (net_parse(net, text, input, error) &&
        net_end(net, batch, seed, error)) {
        return true;
    }
    net_free(net);
    return false;
}

void net_free(Net *net)
{
    free(net->layers);
    free(net->memory);
    *net = (Net){0};
}

/* ---- Computing ---- */

const real *net_forward(Net *net, const real *x, size_t n, Mode mode)
{
    assert(n > 0 && n <= net->batch);
    net->pass.n = n;
    net->pass.mode = mode;
    net->layers[0].y = (real *)x; /* no layer writes to its input */
    for (size_t i = 1; i < net->count; i++) {
        net->layers[i].kind->forward(&net->layers[i], &net->pass);
    }
    return last_layer(net)->y;
}

real net_loss(Net *net, const Loss *loss, Target target)
{
    Layer *last = last_layer(net);
    size_t n = net->pass.n, out = shape_size(last->out);
    loss->gradient(last->y, target, last->dy, n, out);
    return loss->value(last->y, target, n, out);
}

/* Backward through one layer. Of the layers that read one input, the last
   writes its gradient and the earlier ones add to it. */
static void backward_layer(Net *net, Layer *layer)
{
    real *dx[LAYER_INPUTS], *spare = net->spare;
    for (size_t k = 0; k < layer->inputs; k++) {
        Layer *in = layer->input[k];
        dx[k] = in->dy;
        if (in->reached && in->dy != NULL) {
            dx[k] = spare;
            spare += net->pass.n * shape_size(in->out);
        }
        in->reached = true;
    }
    layer->kind->backward(layer, &net->pass, dx);
    for (size_t k = 0; k < layer->inputs; k++) {
        Layer *in = layer->input[k];
        size_t count = net->pass.n * shape_size(in->out);
        for (size_t i = 0; dx[k] != in->dy && i < count; i++) {
            in->dy[i] += dx[k][i];
        }
    }
}

void net_backward(Net *net, real *dx)
{
    net->layers[0].dy = dx;
    for (size_t i = 0; i < net->count; i++) {
        net->layers[i].reached = false;
    }
    for (size_t i = net->count; i-- > 1;) {
        backward_layer(net, &net->layers[i]);
    }
}

void net_zero_gradients(Net *net)
{
    memset(net->dw, 0, net->parameters * sizeof *net->dw);
}
