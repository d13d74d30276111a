/* dropout RATE: in training, each number is dropped with that probability and
   the others are made larger by 1 / (1 − rate); else y = x. */
#include "layer.h"
#include "regularization.h"

#include <string.h>

static void needs(const Layer *layer, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    (void)kernels;
    needs->kept = batch * layer_size_out(layer) * sizeof(real); /* the mask */
    needs->scratch = layer_size_out(layer) * sizeof(real);
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t size = layer_size_out(layer);
    if (!pass->training) {
        memcpy(share->y, share->x[0], share->n * size * sizeof(real));
        return;
    }
    real *u = share->scratch, *mask = (real *)share->kept + share->first * size;
    for (size_t e = 0; e < share->n; e++) {
        Rng rng = rng_at(pass->seed, pass->step, layer->number,
                         pass->first + share->first + e);
        for (size_t i = 0; i < size; i++) {
            u[i] = (real)rng_uniform(&rng);
        }
        dropout_forward(share->x[0] + e * size, u, mask + e * size,
                        share->y + e * size, (real)layer->argument[0], size);
    }
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t size = layer_size_out(layer);
    const real *mask = (const real *)share->kept + share->first * size;
    if (share->dx[0] == NULL) {
        return;
    }
    if (pass->training) {
        dropout_backward(mask, share->dy, share->dx[0], share->n * size);
    } else {
        memcpy(share->dx[0], share->dy, share->n * size * sizeof(real));
    }
}

const LayerKind layer_dropout = {
    .name = "dropout",
    .argument = {{"rate", 0, 0.999, false, NAN, NULL, false}},
    .plan = layer_plan_same,
    .compute = {.needs = needs, .forward = forward, .backward = backward},
};
