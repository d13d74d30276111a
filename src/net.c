/* Building a network: its layers, what runs, its memory, its first weights. */
#include "net.h"

#include "todo.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINE = 64,             /* bytes: arrays begin at multiples */
    WORTH_A_TEAM = 1000000 /* floating point operations */
};

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

/* ---- Layers ---- */

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

static bool count_states(Layer *layer)
{
    size_t states = 0;
    while (states < LAYER_STATES && layer->kind->states[states] != NULL) {
        states++;
    }
    layer->states = layer->state_size;
    return multiply(&layer->states, states);
}

bool net_add(Net *net, const Layer *layer, Error *error)
{
    assert(net->count < net->capacity);
    Layer *added = &net->layers[net->count];
    *added = *layer;
    added->number = net->count;
    for (size_t k = 0; k < added->inputs; k++) {
        assert(added->input[k] < net->count);
        added->in[k] = net->layers[added->input[k]].out;
    }
    if (!added->kind->plan(added, error)) {
        todo_none(error); /* a stub has planned nothing and said nothing */
        return false;
    }
    size_t weights = net->weights, parameters = net->parameters;
    if (!count_weights(added) || !count_states(added) ||
        !countable(added->out) ||
        __builtin_add_overflow(weights, added->weights, &weights) ||
        __builtin_add_overflow(parameters, added->weights, &parameters) ||
        __builtin_add_overflow(parameters, added->biases, &parameters) ||
        __builtin_add_overflow(net->states, added->states, &net->states)) {
        return error_set(error, "%s: too many numbers to be counted",
                         added->kind->name);
    }
    net->weights = weights;
    net->parameters = parameters;
    added->trains = !added->frozen && added->weights + added->biases > 0;
    for (size_t k = 0; k < added->inputs; k++) {
        Layer *in = &net->layers[added->input[k]];
        in->readers++;
        added->trains = added->trains || in->trains;
    }
    net->count++;
    return true;
}

void net_watch(Net *net, size_t layer)
{
    assert(net->stages == NULL && layer < net->count);
    net->layers[layer].watched = true;
}

static bool check_readers(Net *net, Error *error)
{
    last_layer(net)->output = true;
    for (size_t i = 0; i < net->count; i++) {
        if (net->layers[i].readers == 0 && !net->layers[i].output) {
            return error_set(
                error,
                "layer %zu, %s: expected a layer that reads it, or "
                "the word \"output\"",
                i, net->layers[i].kind->name);
        }
    }
    return true;
}

/* ---- Stages ---- */

static bool fuses(void)
{
    const char *text = getenv("NN_FUSE");
    return text == NULL || strcmp(text, "0") != 0;
}

static bool make_stages(Net *net, Error *error)
{
    net->stages = calloc(net->count, sizeof *net->stages);
    if (net->stages == NULL) {
        return error_set(error, "no memory for a network of %zu layers",
                         net->count);
    }
    for (size_t at = 1; at < net->count;) {
        Stage *stage = &net->stages[net->stage_count++];
        *stage = stage_at(net->layers, at, net->count, fuses(),
                          net->pass.kernels, net->batch);
        net->packs = net->packs || stage->compute->pack != NULL;
        at += stage->count;
    }
    return true;
}

/* Is the gradient by this input begun when this layer adds its part? Backward,
   later layers come first; an output begins with its loss. */
static bool adds_to_input(const Net *net, size_t layer, size_t k)
{
    size_t input = net->layers[layer].input[k];
    for (size_t i = layer; i < net->count; i++) {
        const Layer *l = &net->layers[i];
        for (size_t j = 0; j < (i == layer ? k : l->inputs); j++) {
            if (l->input[j] == input) {
                return true;
            }
        }
    }
    return net->layers[input].output;
}

static void plan_sums(Net *net)
{
    for (size_t i = 1; i < net->count; i++) {
        for (size_t k = 0; k < net->layers[i].inputs; k++) {
            net->layers[i].adds[k] = adds_to_input(net, i, k);
        }
    }
}

/* ---- Memory: laid out without a block to measure it, then in one ---- */

typedef struct Block {
    char *base;  /* NULL: only measure */
    size_t used; /* bytes */
    bool absurd; /* too many to be counted */
} Block;

/* The next each · times · size bytes of the block. */
static void *take(Block *block, size_t each, size_t times, size_t size)
{
    size_t from = block->used, count = each;
    if (!multiply(&count, times) || !multiply(&count, size) ||
        __builtin_add_overflow(count, LINE - 1, &count) ||
        __builtin_add_overflow(from, count / LINE * LINE, &block->used)) {
        block->absurd = true;
    }
    return block->base == NULL ? NULL : block->base + from;
}

/* The most that a stage may have to put aside for one example. */
static size_t spare_each(const Net *net)
{
    size_t most = 0;
    for (size_t i = 1; i < net->count; i++) {
        const Layer *layer = &net->layers[i];
        size_t size = 0;
        for (size_t k = 0; k < layer->inputs; k++) {
            size += layer->adds[k] ? shape_size(layer->in[k]) : 0;
        }
        most = size > most ? size : most;
    }
    return most;
}

static void lay_out(Net *net, Block *block)
{
    net->w = take(block, net->parameters, 1, sizeof(real));
    net->dw = take(block, net->parameters, 1, sizeof(real));
    net->state = take(block, net->states, 1, sizeof(real));
    net->spare_each = spare_each(net);
    net->spare = take(block, net->spare_each, net->batch, sizeof(real));
    net->scratch_each = 0;
    for (size_t i = 0; i < net->stage_count; i++) {
        Stage *stage = &net->stages[i];
        Layer *last = stage_last(stage);
        size_t size = layer_size_out(last);
        last->y = take(block, size, net->batch, sizeof(real));
        last->dy = take(block, size, net->batch, sizeof(real));
        stage->kept = take(block, stage->needs.kept, 1, 1);
        stage->packed = take(block, stage->needs.packed, 1, 1);
        if (stage->needs.scratch > net->scratch_each) {
            net->scratch_each = (stage->needs.scratch + LINE - 1) / LINE * LINE;
        }
    }
    net->scratch = take(block, net->scratch_each, net->threads, 1);
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
    if (block.absurd ||
        (net->memory = aligned_alloc(LINE, block.used)) == NULL) {
        return error_set(error,
                         "no memory for a network of %zu parameters and "
                         "batches of %zu",
                         net->parameters, net->batch);
    }
    block = (Block){net->memory, 0, false};
    lay_out(net, &block);
    /* Of the scratch, which is last, threads touch no more than they use. */
    memset(net->memory, 0, (size_t)((char *)net->scratch - block.base));
    share_out(net);
    return true;
}

/* ---- Parameters ---- */

static void add_span(Net *net, size_t first, size_t count, bool decays)
{
    Span *last = &net->spans[net->span_count];
    if (count == 0) {
        return;
    }
    if (net->span_count > 0 && last[-1].decays == decays &&
        last[-1].first + last[-1].count == first) {
        last[-1].count += count;
    } else {
        *last = (Span){first, count, decays};
        net->span_count++;
    }
}

static bool list_spans(Net *net, Error *error)
{
    net->spans = calloc(2 * net->count, sizeof *net->spans);
    if (net->spans == NULL) {
        return error_set(error, "no memory for a network of %zu layers",
                         net->count);
    }
    for (int biases = 0; biases < 2; biases++) {
        for (size_t i = 1; i < net->count; i++) {
            const Layer *l = &net->layers[i];
            const real *from = biases ? l->b : l->w;
            size_t count = biases ? l->biases : l->weights;
            add_span(net, (size_t)(from - net->w), l->frozen ? 0 : count,
                     !biases && !l->kind->undecayed);
        }
    }
    return true;
}

/* Does a layer that saturates read this one? */
static bool before_saturation(const Net *net, size_t layer)
{
    for (size_t i = layer + 1; i < net->count; i++) {
        const Layer *l = &net->layers[i];
        for (size_t k = 0; k < l->inputs; k++) {
            if (l->input[k] == layer && l->kind->saturates) {
                return true;
            }
        }
    }
    return false;
}

static void draw_weights(Net *net, uint64_t seed)
{
    Rng rng = rng_seeded(seed);
    for (size_t i = 1; i < net->count; i++) {
        Layer *layer = &net->layers[i];
        if (layer->kind->init != NULL) {
            layer->kind->init(layer, before_saturation(net, i), &rng);
        }
    }
}

bool net_end(Net *net, size_t batch, uint64_t seed, Error *error)
{
    assert(batch > 0 && net->count > 1);
    net->batch = batch;
    net->threads = team_wanted();
    net->worth_a_team = WORTH_A_TEAM;
    net->pass = (Pass){.seed = seed, .kernels = kernels_choose(error)};
    if (net->pass.kernels == NULL || !check_readers(net, error)) {
        return false;
    }
    plan_sums(net);
    if (!make_stages(net, error) || !allocate(net, error) ||
        !list_spans(net, error)) {
        return false;
    }
    draw_weights(net, seed);
    return true;
}

void net_free(Net *net)
{
    team_free(net->team);
    free(net->layers);
    free(net->stages);
    free(net->spans);
    free(net->memory);
    *net = (Net){0};
}
