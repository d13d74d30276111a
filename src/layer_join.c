/* add: the sum of inputs of one shape. concat: the channels of all inputs, one
   after the other. */
#include "layer.h"

#include <string.h>

static bool plan_add(Layer *layer, Error *error)
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

static void forward_add(const Layer *layer, const Pass *pass, Share *share)
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

static void backward_add(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    for (size_t k = 0; k < layer->inputs; k++) {
        if (share->dx[k] != NULL) {
            memcpy(share->dx[k], share->dy,
                   share->n * layer_size_out(layer) * sizeof(real));
        }
    }
}

static bool plan_concat(Layer *layer, Error *error)
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

static void forward_concat(const Layer *layer, const Pass *pass, Share *share)
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

static void backward_concat(const Layer *layer, const Pass *pass, Share *share)
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

const LayerKind layer_add = {
    .name = "add",
    .joins = true,
    .plan = plan_add,
    .compute = {.forward = forward_add, .backward = backward_add},
};

const LayerKind layer_concat = {
    .name = "concat",
    .joins = true,
    .plan = plan_concat,
    .compute = {.forward = forward_concat, .backward = backward_concat},
};
