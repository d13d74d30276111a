/* The test vectors of ONNX 1.12.0 for convolutions, pooling and batch
   normalisation: of 88 cases 63 run, and 25 are out of scope: windows of three
   dimensions (15), padding that is not as wide on both sides (4), ceil_mode
   with a rest (2), too many numbers for a file of this size (4). tests/golden/
   onnx.txt names each with its reason, and says where they are from. */
#include "golden.h"
#include "layer_window.h"
#include "net_text.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "onnx"

enum { ALL = 88, RUN = 63, OUT_OF_SCOPE = 25, MOST = 4096 };

/* ONNX computed in float. */
static const double tolerance = 1e-5;

static const char *part(size_t k, const char *of)
{
    static char text[32];
    snprintf(text, sizeof text, "%zu.%s", k, of);
    return text;
}

static const char *words(size_t k)
{
    return golden_text(FILE_NAME, part(k, "words"));
}

static const real *value(size_t k, const char *of, size_t *count)
{
    return golden(FILE_NAME, part(k, of), count);
}

static const real *input(size_t k, size_t *count)
{
    return golden(FILE_NAME, golden_text(FILE_NAME, part(k, "input")), count);
}

static void require_close(size_t k, const char *of, const real *got,
                          size_t count)
{
    golden_require_within(FILE_NAME, part(k, of), got, count, tolerance);
}

static void copy(real *to, size_t k, const char *of, size_t wanted)
{
    size_t count;
    const real *from = value(k, of, &count);
    cr_assert(count == wanted, "%s: %s",
              golden_text(FILE_NAME, part(k, "name")), of);
    memcpy(to, from, count * sizeof *to);
}

/* The network of case k, with its weights and statistics. */
static Net net_of(size_t k, size_t n)
{
    Net net;
    Error error;
    cr_assert(net_new(&net, words(k), (Shape){0}, n, 1, &error), "%s: %s",
              golden_text(FILE_NAME, part(k, "name")), error.text);
    if (net.parameters > 0) {
        copy(net.w, k, "w", net.weights);
        copy(net.w + net.weights, k, "b", net.parameters - net.weights);
    }
    if (net.states > 0) {
        copy(net.state, k, "mean", net.states / 2);
        copy(net.state + net.states / 2, k, "variance", net.states / 2);
    }
    return net;
}

/* The indices that the rows of kernels find are those of the case. */
static void require_index(size_t k, const Layer *layer, size_t n)
{
    Pool pool = layer_pool_of(layer);
    size_t count;
    const int *wanted = golden_ints(FILE_NAME, part(k, "index"), &count);
    cr_assert(count == n * layer_size_out(layer) && count <= MOST);
    for (size_t row = 0; kernel_rows[row] != NULL; row++) {
        real y[MOST];
        int index[MOST];
        if (kernel_rows[row]->runs_here()) {
            kernel_rows[row]->max_pool(input(k, NULL), y, index, &pool, n);
            cr_assert_arr_eq(index, wanted, count * sizeof *index);
        }
    }
}

/* A pass that trains. What ONNX's running variance takes up of the batch's is
   divided by the number of pixels, what ours does by one less. */
static void require_training(size_t k, Net *net, const real *x, size_t n)
{
    const Layer *layer = &net->layers[1];
    size_t channels = layer->in[0].c, count = n * layer_size_out(layer);
    real pixels = (real)(count / channels), variance[MOST];
    const real *old = value(k, "variance", NULL);
    require_close(k, "y", net_forward(net, x, n, TRAIN), count);
    require_close(k, "new_mean", net->state, channels);
    for (size_t c = 0; c < channels; c++) {
        real kept = (1 - (real)layer->argument[0]) * old[c];
        real taken = net->state[channels + c] - kept;
        variance[c] = kept + taken * (pixels - 1) / pixels;
    }
    require_close(k, "new_variance", variance, channels);
}

static bool trains(size_t k)
{
    return strstr(golden_text(FILE_NAME, part(k, "name")), "training_mode") !=
           NULL;
}

static bool has_index(size_t k)
{
    return strstr(golden_text(FILE_NAME, part(k, "name")), "argmax") != NULL;
}

static void run(size_t k)
{
    Net net = net_of(k, 1);
    size_t each = layer_size_out(&net.layers[0]), count, n;
    const real *x = input(k, &count);
    net_free(&net);
    n = count / each;
    net = net_of(k, n);
    const Layer *layer = &net.layers[1];
    cr_assert(n * each == count && net.count == 2);
    if (trains(k)) {
        require_training(k, &net, x, n);
    } else {
        require_close(k, "y", net_forward(&net, x, n, EVALUATE),
                      n * layer_size_out(layer));
    }
    if (has_index(k)) {
        require_index(k, layer, n);
    }
    net_free(&net);
}

static void run_all(const char *isa)
{
    setenv("NN_ISA", isa, 1);
    for (size_t k = 0; k < RUN; k++) {
        run(k);
    }
}

Test(onnx, cases_agree)
{
    for (size_t r = 0; kernel_rows[r] != NULL; r++) {
        if (kernel_rows[r]->runs_here()) {
            run_all(kernel_rows[r]->name);
        }
    }
}

Test(onnx, every_case_runs_or_has_a_reason)
{
    const int *counts = golden_ints(FILE_NAME, "counts", NULL);
    cr_assert(counts[0] == ALL && RUN + OUT_OF_SCOPE == ALL);
    cr_assert(counts[1] == RUN && counts[2] == OUT_OF_SCOPE);
    for (size_t k = 0; k < OUT_OF_SCOPE; k++) {
        char name[16];
        snprintf(name, sizeof name, "out.%zu", k);
        cr_assert_not_null(strstr(golden_text(FILE_NAME, name), ": "));
    }
}
