/* radial_basis UNITS width R: y[o] = exp(−‖x − c[o]‖² / width²), c in w. */
#include "layer.h"

static bool plan(Layer *layer, Error *error)
{
    (void)error;
    size_t in = layer_size_in(layer), out = (size_t)layer->argument[0];
    layer->out = (Shape){out, 1, 1};
    layer->weight_shape[0] = out;
    layer->weight_shape[1] = in;
    layer->flops = 3.0 * (double)in * (double)out;
    return true;
}

static void needs(const Layer *layer, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    (void)kernels;
    (void)batch;
    needs->gradient_parts = layer_size_out(layer);
}

/* Templates like standardised data. */
static void init(Layer *layer, bool before_saturation, Rng *rng)
{
    (void)before_saturation;
    for (size_t i = 0; i < layer->weights; i++) {
        layer->w[i] = (real)rng_normal(rng);
    }
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    radial_basis(share->x[0], layer->w, (real)layer->argument[1], share->y,
                 share->n, layer_size_in(layer), layer_size_out(layer));
}

/* 2 dy · y / width²: times x − c it is ∂y/∂c. */
static real factor(const Layer *layer, const Share *share, size_t i)
{
    real width = (real)layer->argument[1];
    return share->dy[i] * share->y[i] * 2 / (width * width);
}

/* ∂y/∂x = −∂y/∂c. */
static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    real *dx = share->dx[0];
    (void)pass;
    for (size_t e = 0; dx != NULL && e < share->n; e++) {
        for (size_t i = 0; i < in; i++) {
            real sum = 0;
            for (size_t o = 0; o < out; o++) {
                sum -= factor(layer, share, e * out + o) *
                       (share->x[0][e * in + i] - layer->w[o * in + i]);
            }
            dx[e * in + i] = sum;
        }
    }
}

static void gradient(const Layer *layer, const Pass *pass, Share *share)
{
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    (void)pass;
    for (size_t e = 0; e < share->n; e++) {
        const real *x = share->x[0] + e * in;
        for (size_t o = share->part; o < share->part + share->parts; o++) {
            real times = factor(layer, share, e * out + o);
            for (size_t i = 0; i < in; i++) {
                layer->dw[o * in + i] += times * (x[i] - layer->w[o * in + i]);
            }
        }
    }
}

const LayerKind layer_radial_basis = {
    .name = "radial_basis",
    .argument = {{"units", 1, 1e9, true, NAN, NULL, false},
                 {"width", 1e-6, 1e6, false, 1, NULL, false}},
    .plan = plan,
    .init = init,
    .compute = {.needs = needs,
                .forward = forward,
                .backward = backward,
                .gradient = gradient},
};
