/* batch_norm [momentum M] [epsilon E]: each unit, or each channel of a picture,
   is brought to mean 0 and deviation 1 over the batch, then scaled by gamma and
   moved by beta, its weight and bias. In evaluation, and in a frozen layer, the
   running statistics stand in for the batch's. */
#include "layer.h"
#include "regularization.h"

#include <string.h>

enum { MOMENTUM, EPSILON };

static bool plan(Layer *layer, Error *error)
{
    (void)error;
    size_t channels = layer->in[0].c;
    layer->out = layer->in[0];
    layer->weight_shape[0] = channels;
    layer->biases = channels;
    layer->state_size = channels;
    layer->flops = 2.0 * (double)layer_size_in(layer);
    return true;
}

static void init(Layer *layer, bool before_saturation, Rng *rng)
{
    size_t channels = layer->biases;
    (void)before_saturation;
    (void)rng;
    for (size_t j = 0; j < channels; j++) {
        layer->w[j] = 1;
        layer->state[channels + j] = 1; /* the running variance */
    }
}

static size_t pixels(const Layer *layer)
{
    return layer->in[0].h * layer->in[0].w;
}

/* One part each way, as every number depends on the whole batch. */
static void needs(const Layer *layer, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    size_t size = batch * layer_size_in(layer);
    (void)kernels;
    needs->forward_parts = needs->backward_parts = 1;
    needs->kept = 2 * layer->biases * sizeof(real); /* mean and variance */
    needs->scratch = (pixels(layer) > 1 ? 3 : 1) * size * sizeof(real);
}

/* The kernels want examples in rows and units in columns: for them each pixel
   of a picture is an example.
   from: [n][rows][columns]; to: [n][columns][rows]. */
static void transpose(const real *from, real *to, size_t n, size_t rows,
                      size_t columns)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < columns; j++) {
                to[j * rows + i] = from[i * columns + j];
            }
        }
        from += rows * columns;
        to += rows * columns;
    }
}

static bool takes_batch(const Layer *layer, const Pass *pass)
{
    return pass->training && !layer->frozen;
}

/* x, y: [n][channels]. */
static void normalise_rows(const Layer *layer, const Pass *pass, Share *share,
                           const real *x, real *y, size_t n)
{
    size_t channels = layer->biases;
    real *running = layer->state, *mean = share->kept;
    real momentum = (real)layer->argument[MOMENTUM];
    real epsilon = (real)layer->argument[EPSILON];
    if (!takes_batch(layer, pass)) {
        batch_norm_evaluate(x, layer->w, layer->b, running, running + channels,
                            y, epsilon, n, channels);
        return;
    }
    batch_norm_forward(x, layer->w, layer->b, mean, mean + channels, y, epsilon,
                       n, channels);
    if (n > 1) { /* the variance of one example says nothing */
        batch_norm_running(mean, mean + channels, running, running + channels,
                           momentum, n, channels);
    }
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t channels = layer->biases, each = pixels(layer), n = share->n;
    if (each == 1) {
        normalise_rows(layer, pass, share, share->x[0], share->y, n);
        return;
    }
    real *x = share->scratch, *y = x + n * channels * each;
    transpose(share->x[0], x, n, channels, each);
    normalise_rows(layer, pass, share, x, y, n * each);
    transpose(y, share->y, n, each, channels);
}

/* Backward through batch_norm_evaluate, whose statistics are fixed. */
static void evaluate_backward(const Layer *layer, const real *x, const real *dy,
                              real *dx, size_t n)
{
    size_t channels = layer->biases;
    const real *mean = layer->state, *variance = mean + channels;
    for (size_t j = 0; j < channels; j++) {
        real deviation = sqrt(variance[j] + (real)layer->argument[EPSILON]);
        for (size_t i = j; i < n * channels; i += channels) {
            layer->dw[j] += dy[i] * (x[i] - mean[j]) / deviation;
            layer->db[j] += dy[i];
            dx[i] = dy[i] * layer->w[j] / deviation;
        }
    }
}

static void rows_backward(const Layer *layer, const Pass *pass, Share *share,
                          const real *x, const real *dy, real *dx, size_t n)
{
    size_t channels = layer->biases;
    const real *mean = share->kept;
    if (takes_batch(layer, pass)) {
        batch_norm_backward(x, layer->w, mean, mean + channels, dy, dx,
                            layer->dw, layer->db,
                            (real)layer->argument[EPSILON], n, channels);
    } else {
        evaluate_backward(layer, x, dy, dx, n);
    }
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t channels = layer->biases, each = pixels(layer), n = share->n;
    size_t size = n * channels * each;
    real *scratch = share->scratch;
    if (each == 1) {
        real *dx = share->dx[0] != NULL ? share->dx[0] : scratch;
        rows_backward(layer, pass, share, share->x[0], share->dy, dx, n);
        return;
    }
    real *dy = scratch + size, *dx = dy + size;
    transpose(share->x[0], scratch, n, channels, each);
    transpose(share->dy, dy, n, channels, each);
    rows_backward(layer, pass, share, scratch, dy, dx, n * each);
    if (share->dx[0] != NULL) {
        transpose(dx, share->dx[0], n, each, channels);
    }
}

const LayerKind layer_batch_norm = {
    .name = "batch_norm",
    .argument = {{"momentum", 0, 1, false, 0.1, NULL, false},
                 {"epsilon", 1e-12, 1, false, 1e-5, NULL, false}},
    .states = {"running_mean", "running_var"},
    .undecayed = true,
    .plan = plan,
    .init = init,
    .compute = {.needs = needs, .forward = forward, .backward = backward},
};
