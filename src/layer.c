#include "layer.h"

#include <string.h>

const LayerKind *const layer_kinds[] = {
    &layer_dense,
    &layer_identity,
    &layer_sigmoid,
    &layer_tanh,
    &layer_relu,
    &layer_leaky_relu,
    &layer_elu,
    &layer_softplus,
    &layer_hard_tanh,
    &layer_maxout,
    &layer_radial_basis,
    &layer_flatten,
    &layer_add,
    &layer_concat,
    &layer_dropout,
    &layer_stochastic_depth,
    &layer_batch_norm,
    &layer_conv,
    &layer_max_pool,
    &layer_avg_pool,
    &layer_global_avg_pool,
    NULL,
};

const LayerKind *layer_kind(const char *name, size_t length)
{
    for (size_t i = 0; layer_kinds[i] != NULL; i++) {
        if (strlen(layer_kinds[i]->name) == length &&
            memcmp(layer_kinds[i]->name, name, length) == 0) {
            return layer_kinds[i];
        }
    }
    return NULL;
}

size_t layer_size_in(const Layer *layer)
{
    return shape_size(layer->in[0]);
}

size_t layer_size_out(const Layer *layer)
{
    return shape_size(layer->out);
}

bool layer_plan_same(Layer *layer, Error *error)
{
    (void)error;
    layer->out = layer->in[0];
    return true;
}
