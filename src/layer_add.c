/* add NAME...: the sum of inputs of one shape. */
#include "layer.h"

#include <string.h>

static bool plan(Layer *layer, Error *error)
{
    layer->out = layer->in[0];
    for (size_t k = 1; k < layer->inputs; k++) {
        Shape a = layer->out, b = layer->in[k];
        if (a.c != b.c || a.h != b.h || a.w != b.w) {
            char first[SHAPE_TEXT], other[SHAPE_TEXT];
            return error_set(error,
                             "add: expected inputs of one shape, found %s "
                             "and %s",
                             shape_text(a, first), shape_text(b, other));
        }
    }
    layer->flops = (double)(layer->inputs - 1) * (double)layer_size_out(layer);
    return true;
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t count = share->n * layer_size_out(layer);
    (void)pass;
    memcpy(share->y, share->x[0], count * sizeof(real));
    for (size_t k = 1; k < layer->inputs; k++) {
        for (size_t i = 0; i < count; i++) {
            share->y[i] += share->x[k][i];
        }
    }
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    for (size_t k = 0; k < layer->inputs; k++) {
        if (share->dx[k] != NULL) {
            memcpy(share->dx[k], share->dy,
                   share->n * layer_size_out(layer) * sizeof(real));
        }
    }
}

const LayerKind layer_add = {
    .name = "add",
    .joins = true,
    .plan = plan,
    .compute = {.forward = forward, .backward = backward},
};
