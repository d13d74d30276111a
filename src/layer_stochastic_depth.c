/* stochastic_depth RATE (Huang et al. 2016): in training, all numbers of an
   example are dropped with that probability, or made larger by 1 / (1 − rate);
   else y = x. It ends a branch that is added to its own input. */
#include "layer.h"
#include "regularization.h"

#include <string.h>

static void needs(const Layer *layer, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    (void)layer;
    (void)kernels;
    needs->kept = batch * sizeof(real); /* a factor for each example */
}

static void multiply(const real *x, const real *factor, real *y, size_t n,
                     size_t size)
{
    for (size_t i = 0; i < n * size; i++) {
        y[i] = factor[i / size] * x[i];
    }
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t size = layer_size_out(layer);
    if (!pass->training) {
        memcpy(share->y, share->x[0], share->n * size * sizeof(real));
        return;
    }
    real *factor = (real *)share->kept + share->first;
    for (size_t e = 0; e < share->n; e++) {
        Rng rng = rng_at(pass->seed, pass->step, layer->number,
                         pass->first + share->first + e);
        real u = (real)rng_uniform(&rng), one = 1, y;
        dropout_forward(&one, &u, &factor[e], &y, (real)layer->argument[0], 1);
    }
    multiply(share->x[0], factor, share->y, share->n, size);
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t size = layer_size_out(layer);
    const real *factor = (const real *)share->kept + share->first;
    if (share->dx[0] == NULL) {
        return;
    }
    if (pass->training) {
        multiply(share->dy, factor, share->dx[0], share->n, size);
    } else {
        memcpy(share->dx[0], share->dy, share->n * size * sizeof(real));
    }
}

const LayerKind layer_stochastic_depth = {
    .name = "stochastic_depth",
    .argument = {{"rate", 0, 0.999, false, NAN, NULL, false}},
    .plan = layer_plan_same,
    .compute = {.needs = needs, .forward = forward, .backward = backward},
};
