/* flatten: the same numbers as a vector. */
#include "layer.h"

#include <string.h>

static bool plan(Layer *layer, Error *error)
{
    (void)error;
    layer->out = (Shape){layer_size_in(layer), 1, 1};
    return true;
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    memcpy(share->y, share->x[0],
           share->n * layer_size_out(layer) * sizeof(real));
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    if (share->dx[0] != NULL) {
        memcpy(share->dx[0], share->dy,
               share->n * layer_size_out(layer) * sizeof(real));
    }
}

const LayerKind layer_flatten = {
    .name = "flatten",
    .plan = plan,
    .compute = {.forward = forward, .backward = backward},
};
