/* concat NAME...: the channels of all inputs, one after the other. */
#include "layer.h"

#include <string.h>

static bool plan(Layer *layer, Error *error)
{
    layer->out = layer->in[0];
    for (size_t k = 1; k < layer->inputs; k++) {
        Shape a = layer->in[0], b = layer->in[k];
        if (a.h != b.h || a.w != b.w) {
            char first[SHAPE_TEXT], other[SHAPE_TEXT];
            return error_set(error,
                             "concat: expected inputs of one height and "
                             "width, found %s and %s",
                             shape_text(a, first), shape_text(b, other));
        }
        layer->out.c += b.c;
    }
    return true;
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    real *y = share->y;
    (void)pass;
    for (size_t e = 0; e < share->n; e++) {
        for (size_t k = 0; k < layer->inputs; k++) {
            size_t size = shape_size(layer->in[k]);
            memcpy(y, share->x[k] + e * size, size * sizeof(real));
            y += size;
        }
    }
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    const real *dy = share->dy;
    (void)pass;
    for (size_t e = 0; e < share->n; e++) {
        for (size_t k = 0; k < layer->inputs; k++) {
            size_t size = shape_size(layer->in[k]);
            if (share->dx[k] != NULL) {
                memcpy(share->dx[k] + e * size, dy, size * sizeof(real));
            }
            dy += size;
        }
    }
}

const LayerKind layer_concat = {
    .name = "concat",
    .joins = true,
    .plan = plan,
    .compute = {.forward = forward, .backward = backward},
};
