/* dense UNITS: y = W x + b, from all numbers of the input. */
#include "layer.h"
#include "optim.h"

static bool plan(Layer *layer, Error *error)
{
    (void)error;
    size_t in = layer_size_in(layer), out = (size_t)layer->argument[0];
    layer->out = (Shape){out, 1, 1};
    layer->weight_shape[0] = out;
    layer->weight_shape[1] = in;
    layer->biases = out;
    layer->flops = 2.0 * (double)in * (double)out;
    return true;
}

static void needs(const Layer *layer, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    if (kernels->dense_backward != NULL) {
        needs->backward_parts = 1;
        return;
    }
    needs->scratch = kernels->dense_scratch(batch, in, out);
    needs->gradient_parts = out;
}

static void init(Layer *layer, bool before_saturation, Rng *rng)
{
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    if (before_saturation) {
        xavier_uniform(layer->w, in, out, layer->weights, rng);
    } else {
        he_normal(layer->w, in, layer->weights, rng);
    }
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    pass->kernels->dense_forward(share->x[0], layer->w, layer->b, share->y,
                                 share->n, layer_size_in(layer),
                                 layer_size_out(layer), share->scratch);
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    const Kernels *kernels = pass->kernels;
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    if (kernels->dense_backward != NULL) {
        kernels->dense_backward(share->x[0], layer->w, share->dy, share->dx[0],
                                layer->dw, layer->db, share->n, in, out);
    } else if (share->dx[0] != NULL) {
        kernels->dense_inputs(layer->w, share->dy, share->dx[0], share->n, in,
                              out, share->scratch);
    }
}

static void gradient(const Layer *layer, const Pass *pass, Share *share)
{
    pass->kernels->dense_weights(share->x[0], share->dy, layer->dw, layer->db,
                                 share->n, layer_size_in(layer),
                                 layer_size_out(layer), share->part,
                                 share->parts, share->scratch);
}

const LayerKind layer_dense = {
    .name = "dense",
    .argument = {{"units", 1, 1e9, true, NAN, NULL, false}},
    .plan = plan,
    .init = init,
    .compute = {.needs = needs,
                .forward = forward,
                .backward = backward,
                .gradient = gradient},
};
