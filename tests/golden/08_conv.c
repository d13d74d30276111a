/* Chapter 8 against PyTorch: convolutions over kernels, strides, paddings,
   dilations, groups and borders; pooling; the three of convolution, ReLU and
   max pooling; and a small network that learns. The kernels of the chapter, and
   the layers with each row of kernels, computed at once and one by one. Windows
   that overlap, and pixels that are equal, are among the cases. */
#include "golden.h"
#include "layer_window.h"
#include "net_text.h"
#include "optim.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "08_conv"

enum { MOST = 4096 }; /* numbers of an array, with room */

/* "case.3.dx" for the dx of case 3. */
static const char *part(size_t k, const char *of)
{
    static char text[64];
    snprintf(text, sizeof text, "case.%zu.%s", k, of);
    return text;
}

static const real *value(size_t k, const char *of, size_t *count)
{
    return golden(FILE_NAME, part(k, of), count);
}

static void require_equal(size_t k, const char *of, const real *got,
                          size_t count)
{
    golden_require(FILE_NAME, part(k, of), got, count);
}

static bool says(size_t k, const char *words)
{
    return strstr(golden_text(FILE_NAME, part(k, "words")), words) != NULL;
}

static size_t cases(void)
{
    return (size_t)golden(FILE_NAME, "cases", NULL)[0];
}

/* The network of case k. n: how many pictures the case has; the network has
   room for one more. */
static Net net_of(size_t k, const char *isa, const char *fuse, size_t *n)
{
    Net net;
    Error error;
    size_t count;
    const char *words = golden_text(FILE_NAME, part(k, "words"));
    setenv("NN_ISA", isa, 1);
    setenv("NN_FUSE", fuse, 1);
    value(k, "x", &count);
    cr_assert(net_new(&net, words, (Shape){0}, 4, 1, &error), "%s: %s", words,
              error.text);
    size_t each = layer_size_out(&net.layers[0]);
    *n = count / each;
    cr_assert(*n * each == count && *n < 4 && count <= MOST, "%s", words);
    return net;
}

/* ---- Layers ---- */

static void copy_parameters(Net *net, size_t k)
{
    size_t weights, biases;
    const real *w = value(k, "w", &weights), *b = value(k, "b", &biases);
    cr_assert(weights == net->weights);
    cr_assert(weights + biases == net->parameters);
    memcpy(net->w, w, weights * sizeof *w);
    memcpy(net->w + weights, b, biases * sizeof *b);
}

/* Twice, as the second pass finds memory that the first has used. Gradients are
   added up: the second time they are twice as large. */
static void require_layers(size_t k, const char *isa, const char *fuse)
{
    size_t n, count;
    Net net = net_of(k, isa, fuse, &n);
    const Layer *last = &net.layers[net.count - 1];
    const real *x = value(k, "x", NULL), *dy = value(k, "dy", &count);
    real dx[MOST], half[MOST];
    cr_assert(net.parameters <= MOST && count == n * layer_size_out(last));
    if (net.parameters > 0) {
        copy_parameters(&net, k);
    }
    net_zero_gradients(&net);
    for (int pass = 1; pass <= 2; pass++) {
        require_equal(k, "y", net_forward(&net, x, n, TRAIN), count);
        memcpy(last->dy, dy, count * sizeof *dy);
        net_backward(&net, dx);
        require_equal(k, "dx", dx, n * layer_size_out(&net.layers[0]));
        for (size_t i = 0; i < net.parameters; i++) {
            half[i] = net.dw[i] / (real)pass;
        }
        if (net.parameters > 0) {
            require_equal(k, "dw", half, net.weights);
            require_equal(k, "db", half + net.weights,
                          net.parameters - net.weights);
        }
    }
    require_equal(k, "y", net_forward(&net, x, n, EVALUATE), count);
    net_free(&net);
}

Test(conv, layers_are_those_of_pytorch)
{
    for (size_t r = 0; kernel_rows[r] != NULL; r++) {
        for (size_t k = 0; kernel_rows[r]->runs_here() && k < cases(); k++) {
            require_layers(k, kernel_rows[r]->name, "1");
            require_layers(k, kernel_rows[r]->name, "0");
        }
    }
}

/* ---- The kernels of the chapter, picture by picture ---- */

static void require_conv(size_t k, const Layer *layer, size_t n)
{
    Conv conv = layer_conv_of(layer);
    const Axis *rows = &conv.rows, *columns = &conv.columns;
    Padding kind = says(k, "replicate") ? PAD_REPLICATE
                   : says(k, "reflect") ? PAD_REFLECT
                                        : PAD_ZERO;
    size_t in = layer_size_in(layer), out = layer_size_out(layer), weights;
    const real *x = value(k, "x", NULL), *w = value(k, "w", &weights);
    const real *b = value(k, "b", NULL), *dy = value(k, "dy", NULL);
    static real y[MOST], dx[MOST], padded[MOST], dpadded[MOST];
    real dw[MOST] = {0}, db[MOST] = {0};
    cr_assert(conv.in_channels * padded_size(rows) * padded_size(columns) <=
              MOST);
    for (size_t e = 0; e < n; e++) {
        pad(x + e * in, padded, kind, conv.in_channels, rows, columns);
        conv_forward(padded, w, b, y + e * out, &conv);
        conv_bias_gradient(dy + e * out, db, &conv);
        conv_weight_gradient(padded, dy + e * out, dw, &conv);
        conv_input_gradient(w, dy + e * out, dpadded, &conv);
        pad_backward(dpadded, dx + e * in, kind, conv.in_channels, rows,
                     columns);
    }
    require_equal(k, "y", y, n * out);
    require_equal(k, "dx", dx, n * in);
    require_equal(k, "dw", dw, weights);
    require_equal(k, "db", db, conv.out_channels);
}

static void require_index(size_t k, const int *got, size_t count)
{
    const int *index = golden_ints(FILE_NAME, part(k, "index"), NULL);
    for (size_t i = 0; i < count; i++) {
        cr_assert(index[i] == got[i],
                  "case %zu, index[%zu]: expected %d, "
                  "got %d",
                  k, i, index[i], got[i]);
    }
}

/* Each row of kernels has its own way forward. */
static void require_max_pool(size_t k, const Layer *layer, size_t n)
{
    Pool pool = layer_pool_of(layer);
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    const real *x = value(k, "x", NULL), *dy = value(k, "dy", NULL);
    for (size_t i = 0; kernel_rows[i] != NULL; i++) {
        real y[MOST], dx[MOST];
        int index[MOST];
        if (!kernel_rows[i]->runs_here()) {
            continue;
        }
        kernel_rows[i]->max_pool(x, y, index, &pool, n);
        require_equal(k, "y", y, n * out);
        require_index(k, index, n * out);
        for (size_t e = 0; e < n; e++) {
            max_pool_backward(dy + e * out, index + e * out, dx + e * in,
                              &pool);
        }
        require_equal(k, "dx", dx, n * in);
    }
}

static void require_avg_pool(size_t k, const Layer *layer, size_t n)
{
    Pool pool = layer_pool_of(layer);
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    const real *x = value(k, "x", NULL), *dy = value(k, "dy", NULL);
    bool count = says(k, "count window");
    real y[MOST], dx[MOST];
    for (size_t e = 0; e < n; e++) {
        avg_pool_forward(x + e * in, y + e * out, count, &pool);
        avg_pool_backward(dy + e * out, dx + e * in, count, &pool);
    }
    require_equal(k, "y", y, n * out);
    require_equal(k, "dx", dx, n * in);
}

Test(conv, kernels_are_those_of_pytorch)
{
    for (size_t k = 0; k < cases(); k++) {
        size_t n;
        Net net = net_of(k, "", "0", &n);
        const Layer *layer = &net.layers[1];
        void (*require)(size_t, const Layer *, size_t) =
            layer->kind == &layer_conv       ? require_conv
            : layer->kind == &layer_max_pool ? require_max_pool
                                             : require_avg_pool;
        if (net.count == 2) { /* several in a row are no kernel's work */
            require(k, layer, n);
        }
        net_free(&net);
    }
}

/* ---- Learning ---- */

static void require_learning(const char *isa, const char *fuse)
{
    enum { STEPS = 20, BATCHES = 4, N = 3 };
    Net net;
    Error error;
    size_t count;
    static real v[MOST];
    real found[STEPS];
    const real *w = golden(FILE_NAME, "net.w", &count);
    const real *x = golden(FILE_NAME, "net.x", NULL);
    const int *labels = golden_ints(FILE_NAME, "net.labels", NULL);
    setenv("NN_ISA", isa, 1);
    setenv("NN_FUSE", fuse, 1);
    cr_assert(net_new(&net, golden_text(FILE_NAME, "net.words"), (Shape){0}, N,
                      1, &error),
              "%s", error.text);
    cr_assert(net.parameters == count && count <= MOST);
    memcpy(net.w, w, count * sizeof *w);
    memset(v, 0, sizeof v);
    for (size_t step = 0; step < STEPS; step++) {
        size_t first = step % BATCHES * N;
        net_zero_gradients(&net);
        net_forward(&net, x + first * layer_size_out(&net.layers[0]), N, TRAIN);
        found[step] = net_loss(&net, loss_named("cross_entropy", NULL),
                               (Target){.labels = labels + first});
        net_backward(&net, NULL);
        nesterov_step(net.w, net.dw, v, (real)0.01, (real)0.9, count);
    }
    golden_require(FILE_NAME, "net.losses", found, STEPS);
    net_free(&net);
}

Test(conv, a_network_learns_as_that_of_pytorch)
{
    for (size_t r = 0; kernel_rows[r] != NULL; r++) {
        if (kernel_rows[r]->runs_here()) {
            require_learning(kernel_rows[r]->name, "1");
            require_learning(kernel_rows[r]->name, "0");
        }
    }
}
