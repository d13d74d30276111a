/* conv, ReLU and max_pool at once: of each picture the filters' output is
   activated and pooled while it is in the cache. What is kept of it is which
   pixels were the largest. Backward, dy goes straight to those. */
#include "layer_window.h"
#include "stage.h"

#include <string.h>

static bool fits(const Layer *layers, const Kernels *kernels)
{
    (void)kernels;
    return layers[0].kind == &layer_conv && layers[1].kind == &layer_relu &&
           layers[2].kind == &layer_max_pool;
}

/* Numbers of an example: z, the conv's output, and y. */
static size_t z_size(const Layer *layers)
{
    return layer_size_out(&layers[0]);
}

static size_t y_size(const Layer *layers)
{
    return layer_size_out(&layers[2]);
}

/* Kept: the index of each y, then dz. Scratch: z of one example, then the
   convolution's own. */
static size_t index_bytes(const Layer *layers, size_t batch)
{
    size_t bytes = batch * y_size(layers) * sizeof(int);
    return (bytes + 63) / 64 * 64;
}

static size_t z_bytes(const Layer *layers)
{
    return (z_size(layers) * sizeof(real) + 63) / 64 * 64;
}

static void needs(const Layer *layers, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    layer_conv.compute.needs(layers, kernels, batch, needs);
    needs->kept =
        index_bytes(layers, batch) + batch * z_size(layers) * sizeof(real);
    needs->scratch += z_bytes(layers);
}

static int *place_of_index(const Layer *layers, const Share *share)
{
    return (int *)share->kept + share->first * y_size(layers);
}

static real *place_of_dz(const Layer *layers, const Pass *pass,
                         const Share *share)
{
    void *dz = (char *)share->kept + index_bytes(layers, pass->n);
    return (real *)dz + share->first * z_size(layers);
}

static void forward(const Layer *layers, const Pass *pass, Share *share)
{
    const Kernels *kernels = pass->kernels;
    Pool pool = layer_pool_of(&layers[2]);
    Share one = *share;
    one.n = 1;
    one.y = share->scratch;
    one.scratch = (char *)share->scratch + z_bytes(layers);
    for (size_t e = 0; e < share->n; e++) {
        one.x[0] = share->x[0] + e * layer_size_in(layers);
        layer_conv.compute.forward(layers, pass, &one);
        kernels->activate(RELU, one.y, one.y, z_size(layers));
        kernels->max_pool(one.y, share->y + e * y_size(layers),
                          place_of_index(layers, share) + e * y_size(layers),
                          &pool, 1);
    }
}

/* dz of all examples of a share. */
static void spread(const Layer *layers, const Pass *pass, const Share *share)
{
    const int *index = place_of_index(layers, share);
    Pool pool = layer_pool_of(&layers[2]);
    size_t places = pool.rows.places * pool.columns.places;
    size_t plane = pool.rows.size * pool.columns.size;
    real *dz = place_of_dz(layers, pass, share);
    memset(dz, 0, share->n * z_size(layers) * sizeof(real));
    for (size_t i = 0; i < share->n * y_size(layers); i++) {
        if (share->y[i] > 0) {
            dz[i / places * plane + (size_t)index[i]] += share->dy[i];
        }
    }
}

static void backward(const Layer *layers, const Pass *pass, Share *share)
{
    Share conv = *share;
    spread(layers, pass, share);
    conv.dy = place_of_dz(layers, pass, share);
    layer_conv.compute.backward(layers, pass, &conv);
}

static void gradient(const Layer *layers, const Pass *pass, Share *share)
{
    Share conv = *share;
    conv.dy = place_of_dz(layers, pass, share);
    layer_conv.compute.gradient(layers, pass, &conv);
}

const StageKind stage_conv_pool = {
    .name = "conv + relu + max_pool",
    .count = 3,
    .fits = fits,
    .compute = {.needs = needs,
                .forward = forward,
                .backward = backward,
                .gradient = gradient},
};
