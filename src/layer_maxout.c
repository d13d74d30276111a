/* maxout PIECES: the largest of each `pieces` neighbours. */
#include "layer.h"

static bool plan(Layer *layer, Error *error)
{
    size_t in = layer_size_in(layer), pieces = (size_t)layer->argument[0];
    if (in % pieces != 0) {
        return error_set(error,
                         "maxout %zu: expected a multiple of %zu inputs, "
                         "found %zu",
                         pieces, pieces, in);
    }
    layer->out = (Shape){in / pieces, 1, 1};
    return true;
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    maxout(share->x[0], share->y, share->n, layer_size_out(layer),
           (size_t)layer->argument[0]);
}

/* The gradient goes to the largest piece; to the first of equal ones. */
static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t pieces = (size_t)layer->argument[0];
    const real *z = share->x[0];
    real *dz = share->dx[0];
    (void)pass;
    if (dz == NULL) {
        return;
    }
    for (size_t i = 0; i < share->n * layer_size_out(layer); i++) {
        size_t largest = i * pieces;
        for (size_t p = i * pieces; p < (i + 1) * pieces; p++) {
            largest = z[p] > z[largest] ? p : largest;
            dz[p] = 0;
        }
        dz[largest] = share->dy[i];
    }
}

const LayerKind layer_maxout = {
    .name = "maxout",
    .argument = {{"pieces", 1, 1e9, true, NAN, NULL, false}},
    .plan = plan,
    .compute = {.forward = forward, .backward = backward},
};
