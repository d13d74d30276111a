/* sigmoid, relu ...: y = g(x), number by number. */
#include "layer.h"

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    pass->kernels->activate(layer->kind->activation, share->x[0], share->y,
                            share->n * layer_size_out(layer));
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    if (share->dx[0] != NULL) {
        pass->kernels->activate_backward(layer->kind->activation, share->x[0],
                                         share->y, share->dy, share->dx[0],
                                         share->n * layer_size_out(layer));
    }
}

#define ACTIVATION(word, g, flat_at_both_ends)                                 \
    const LayerKind layer_##word = {                                           \
        .name = #word,                                                         \
        .activation = g,                                                       \
        .saturates = flat_at_both_ends,                                        \
        .plan = layer_plan_same,                                               \
        .compute = {.forward = forward, .backward = backward},                 \
    }

ACTIVATION(identity, IDENTITY, false);
ACTIVATION(sigmoid, SIGMOID, true);
ACTIVATION(tanh, TANH, true);
ACTIVATION(relu, RELU, false);
ACTIVATION(leaky_relu, LEAKY_RELU, false);
ACTIVATION(elu, ELU, false);
ACTIVATION(softplus, SOFTPLUS, false);
ACTIVATION(hard_tanh, HARD_TANH, true);
