/* conv and ReLU or its leaky kin at once: what the filters made of a picture is
   activated while it is in the cache. */
#include "layer_window.h"
#include "stage.h"

/* Only activations whose slope can be told from y. */
static bool fits(const Layer *layers, const Kernels *kernels)
{
    return kernels->conv_inputs != NULL && layers[0].kind == &layer_conv &&
           (layers[1].kind == &layer_relu ||
            layers[1].kind == &layer_leaky_relu);
}

/* Kept: dz. */
static void needs(const Layer *layers, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    layer_conv.compute.needs(layers, kernels, batch, needs);
    needs->kept = batch * layer_size_out(layers) * sizeof(real);
}

static void forward(const Layer *layers, const Pass *pass, Share *share)
{
    size_t in = layer_size_in(layers), out = layer_size_out(layers);
    Share one = *share;
    one.n = 1;
    for (size_t e = 0; e < share->n; e++) {
        one.x[0] = share->x[0] + e * in;
        one.y = share->y + e * out;
        layer_conv.compute.forward(layers, pass, &one);
        pass->kernels->activate(layers[1].kind->activation, one.y, one.y, out);
    }
}

static void backward(const Layer *layers, const Pass *pass, Share *share)
{
    size_t in = layer_size_in(layers), out = layer_size_out(layers);
    real *dz = (real *)share->kept + share->first * out;
    Share one = *share;
    one.n = 1;
    for (size_t e = 0; e < share->n; e++) {
        const real *y = share->y + e * out;
        pass->kernels->activate_backward(layers[1].kind->activation, y, y,
                                         share->dy + e * out, dz + e * out,
                                         out);
        one.dy = dz + e * out;
        if (share->dx[0] != NULL) {
            one.dx[0] = share->dx[0] + e * in;
            layer_conv.compute.backward(layers, pass, &one);
        }
    }
}

static void gradient(const Layer *layers, const Pass *pass, Share *share)
{
    Share conv = *share;
    conv.dy = share->kept;
    layer_conv.compute.gradient(layers, pass, &conv);
}

const StageKind stage_conv_activation = {
    .name = "conv + activation",
    .count = 2,
    .fits = fits,
    .compute = {.needs = needs,
                .forward = forward,
                .backward = backward,
                .gradient = gradient},
};
