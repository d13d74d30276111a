/* dense and an activation at once: z, the output of the dense layer, is
   activated while it is in the cache, and dz goes from the one to the other
   there. */
#include "stage.h"

/* Can the slope be told from y as from z? Here y > 0 just where z > 0. */
static bool y_tells_slope(const Layer *activation)
{
    return activation->kind == &layer_relu ||
           activation->kind == &layer_leaky_relu;
}

static bool fits(const Layer *layers, const Kernels *kernels)
{
    return kernels->dense_inputs != NULL && layers[0].kind == &layer_dense &&
           layers[1].kind->compute.forward == layer_relu.compute.forward;
}

/* z and dz: [batch][out] each; one array if z has been of use when dz comes. */
static void needs(const Layer *layers, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    size_t in = layer_size_in(layers), out = layer_size_out(layers);
    size_t arrays = y_tells_slope(&layers[1]) ? 1 : 2;
    needs->kept = arrays * batch * out * sizeof(real);
    needs->scratch = kernels->dense_scratch(batch, in, out);
    needs->gradient_parts = out;
}

static real *place_of_z(const Layer *layers, const Share *share)
{
    return (real *)share->kept + share->first * layer_size_out(layers);
}

static real *place_of_dz(const Layer *layers, const Pass *pass,
                         const Share *share)
{
    real *z = place_of_z(layers, share);
    return y_tells_slope(&layers[1]) ? z : z + pass->n * layer_size_out(layers);
}

static void forward(const Layer *layers, const Pass *pass, Share *share)
{
    size_t in = layer_size_in(layers), out = layer_size_out(layers);
    real *z = place_of_z(layers, share);
    pass->kernels->dense_forward(share->x[0], layers->w, layers->b, z, share->n,
                                 in, out, share->scratch);
    pass->kernels->activate(layers[1].kind->activation, z, share->y,
                            share->n * out);
}

static void backward(const Layer *layers, const Pass *pass, Share *share)
{
    size_t in = layer_size_in(layers), out = layer_size_out(layers);
    const real *z =
        y_tells_slope(&layers[1]) ? share->y : place_of_z(layers, share);
    real *dz = place_of_dz(layers, pass, share);
    pass->kernels->activate_backward(layers[1].kind->activation, z, share->y,
                                     share->dy, dz, share->n * out);
    if (share->dx[0] != NULL) {
        pass->kernels->dense_inputs(layers->w, dz, share->dx[0], share->n, in,
                                    out, share->scratch);
    }
}

static void gradient(const Layer *layers, const Pass *pass, Share *share)
{
    pass->kernels->dense_weights(share->x[0], place_of_dz(layers, pass, share),
                                 layers->dw, layers->db, share->n,
                                 layer_size_in(layers), layer_size_out(layers),
                                 share->part, share->parts, share->scratch);
}

const StageKind stage_dense_activation = {
    .name = "dense + activation",
    .count = 2,
    .fits = fits,
    .compute = {.needs = needs,
                .forward = forward,
                .backward = backward,
                .gradient = gradient},
};
