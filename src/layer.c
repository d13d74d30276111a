#include "layer.h"

#include "backprop.h"
#include "optim.h"

#include <stdio.h>
#include <string.h>

size_t shape_size(Shape shape)
{
    return shape.c * shape.h * shape.w;
}

const char *shape_text(Shape shape, char text[SHAPE_TEXT])
{
    if (shape.h == 1 && shape.w == 1) {
        snprintf(text, SHAPE_TEXT, "%zu", shape.c);
    } else {
        snprintf(text, SHAPE_TEXT, "%zux%zux%zu", shape.c, shape.h, shape.w);
    }
    return text;
}

static size_t size_in(const Layer *layer)
{
    return shape_size(layer->input[0]->out);
}

static size_t size_out(const Layer *layer)
{
    return shape_size(layer->out);
}

/* ---- dense: y = W x + b, from all numbers of the input ---- */

static bool plan_dense(Layer *layer, Error *error)
{
    (void)error;
    size_t in = size_in(layer), out = (size_t)layer->argument[0];
    layer->out = (Shape){out, 1, 1};
    layer->weight_shape[0] = out;
    layer->weight_shape[1] = in;
    layer->biases = out;
    layer->flops = 2.0 * (double)in * (double)out;
    return true;
}

static void init_dense(Layer *layer, bool before_saturation, Rng *rng)
{
    size_t in = size_in(layer), out = size_out(layer);
    if (before_saturation) {
        xavier_uniform(layer->w, in, out, layer->weights, rng);
    } else {
        he_normal(layer->w, in, layer->weights, rng);
    }
}

static void forward_dense(Layer *layer, Pass *pass)
{
    pass->kernels->dense_forward(layer->input[0]->y, layer->w, layer->b,
                                 layer->y, pass->n, size_in(layer),
                                 size_out(layer));
}

static void backward_dense(Layer *layer, Pass *pass, real *const *dx)
{
    pass->kernels->dense_backward(layer->input[0]->y, layer->w, layer->dy,
                                  dx[0], layer->dw, layer->db, pass->n,
                                  size_in(layer), size_out(layer));
}

/* ---- activations: y = g(x), number by number ---- */

static bool plan_same(Layer *layer, Error *error)
{
    (void)error;
    layer->out = layer->input[0]->out;
    return true;
}

static void forward_activation(Layer *layer, Pass *pass)
{
    activate(layer->kind->activation, layer->input[0]->y, layer->y,
             pass->n * size_out(layer));
}

static void backward_activation(Layer *layer, Pass *pass, real *const *dx)
{
    if (dx[0] != NULL) {
        activate_backward(layer->kind->activation, layer->input[0]->y, layer->y,
                          layer->dy, dx[0], pass->n * size_out(layer));
    }
}

/* ---- flatten: the identity, with another shape ---- */

static bool plan_flatten(Layer *layer, Error *error)
{
    (void)error;
    layer->out = (Shape){size_in(layer), 1, 1};
    return true;
}

/* ---- maxout: the largest of each `pieces` neighbours ---- */

static bool plan_maxout(Layer *layer, Error *error)
{
    size_t in = size_in(layer), pieces = (size_t)layer->argument[0];
    if (in % pieces != 0) {
        return error_set(error,
                         "maxout %zu: expected a multiple of %zu inputs, "
                         "found %zu",
                         pieces, pieces, in);
    }
    layer->out = (Shape){in / pieces, 1, 1};
    return true;
}

static void forward_maxout(Layer *layer, Pass *pass)
{
    maxout(layer->input[0]->y, layer->y, pass->n, size_out(layer),
           (size_t)layer->argument[0]);
}

/* The gradient goes to the largest piece; to the first of equal ones. */
static void backward_maxout(Layer *layer, Pass *pass, real *const *dx)
{
    size_t pieces = (size_t)layer->argument[0];
    const real *z = layer->input[0]->y;
    if (dx[0] == NULL) {
        return;
    }
    for (size_t i = 0; i < pass->n * size_out(layer); i++) {
        size_t largest = i * pieces;
        for (size_t p = i * pieces; p < (i + 1) * pieces; p++) {
            largest = z[p] > z[largest] ? p : largest;
            dx[0][p] = 0;
        }
        dx[0][largest] = layer->dy[i];
    }
}

/* ---- radial_basis: y[o] = exp(−‖x − c[o]‖² / width²), c in w ---- */

static bool plan_radial_basis(Layer *layer, Error *error)
{
    (void)error;
    size_t in = size_in(layer), out = (size_t)layer->argument[0];
    layer->out = (Shape){out, 1, 1};
    layer->weight_shape[0] = out;
    layer->weight_shape[1] = in;
    layer->flops = 3.0 * (double)in * (double)out;
    return true;
}

/* Templates like standardised data. */
static void init_radial_basis(Layer *layer, bool before_saturation, Rng *rng)
{
    (void)before_saturation;
    for (size_t i = 0; i < layer->weights; i++) {
        layer->w[i] = (real)rng_normal(rng);
    }
}

static void forward_radial_basis(Layer *layer, Pass *pass)
{
    radial_basis(layer->input[0]->y, layer->w, (real)layer->argument[1],
                 layer->y, pass->n, size_in(layer), size_out(layer));
}

/* ∂y/∂c = y · 2 (x − c) / width², and ∂y/∂x = −∂y/∂c. */
static void backward_radial_basis(Layer *layer, Pass *pass, real *const *dx)
{
    size_t in = size_in(layer), out = size_out(layer);
    real width = (real)layer->argument[1];
    for (size_t e = 0; e < pass->n; e++) {
        const real *x = layer->input[0]->y + e * in;
        for (size_t i = 0; dx[0] != NULL && i < in; i++) {
            dx[0][e * in + i] = 0;
        }
        for (size_t o = 0; o < out; o++) {
            real factor = layer->dy[e * out + o] * layer->y[e * out + o] * 2 /
                          (width * width);
            for (size_t i = 0; i < in; i++) {
                real step = factor * (x[i] - layer->w[o * in + i]);
                layer->dw[o * in + i] += step;
                if (dx[0] != NULL) {
                    dx[0][e * in + i] -= step;
                }
            }
        }
    }
}

/* ---- add: the sum of inputs of one shape ---- */

static bool plan_add(Layer *layer, Error *error)
{
    layer->out = layer->input[0]->out;
    for (size_t k = 1; k < layer->inputs; k++) {
        Shape a = layer->out, b = layer->input[k]->out;
        if (a.c != b.c || a.h != b.h || a.w != b.w) {
            char first[SHAPE_TEXT], other[SHAPE_TEXT];
            return error_set(error,
                             "add: expected inputs of one shape, found %s "
                             "and %s",
                             shape_text(a, first), shape_text(b, other));
        }
    }
    layer->flops = (double)(layer->inputs - 1) * (double)size_out(layer);
    return true;
}

static void forward_add(Layer *layer, Pass *pass)
{
    size_t count = pass->n * size_out(layer);
    memcpy(layer->y, layer->input[0]->y, count * sizeof(real));
    for (size_t k = 1; k < layer->inputs; k++) {
        for (size_t i = 0; i < count; i++) {
            layer->y[i] += layer->input[k]->y[i];
        }
    }
}

static void backward_add(Layer *layer, Pass *pass, real *const *dx)
{
    for (size_t k = 0; k < layer->inputs; k++) {
        if (dx[k] != NULL) {
            memcpy(dx[k], layer->dy, pass->n * size_out(layer) * sizeof(real));
        }
    }
}

/* ---- concat: the channels of all inputs, one after the other ---- */

static bool plan_concat(Layer *layer, Error *error)
{
    layer->out = layer->input[0]->out;
    for (size_t k = 1; k < layer->inputs; k++) {
        Shape a = layer->input[0]->out, b = layer->input[k]->out;
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

static void forward_concat(Layer *layer, Pass *pass)
{
    real *y = layer->y;
    for (size_t e = 0; e < pass->n; e++) {
        for (size_t k = 0; k < layer->inputs; k++) {
            size_t size = shape_size(layer->input[k]->out);
            memcpy(y, layer->input[k]->y + e * size, size * sizeof(real));
            y += size;
        }
    }
}

static void backward_concat(Layer *layer, Pass *pass, real *const *dx)
{
    const real *dy = layer->dy;
    for (size_t e = 0; e < pass->n; e++) {
        for (size_t k = 0; k < layer->inputs; k++) {
            size_t size = shape_size(layer->input[k]->out);
            if (dx[k] != NULL) {
                memcpy(dx[k] + e * size, dy, size * sizeof(real));
            }
            dy += size;
        }
    }
}

/* ---- the table ---- */

#define ACTIVATION(word, g, flat_at_both_ends)                                 \
    {                                                                          \
        .name = word, .activation = g, .saturates = flat_at_both_ends,         \
        .plan = plan_same, .forward = forward_activation,                      \
        .backward = backward_activation                                        \
    }

const LayerKind layer_kinds[] = {
    {.name = "dense",
     .argument = {{"units", 1, 1e9, true, NAN}},
     .plan = plan_dense,
     .init = init_dense,
     .forward = forward_dense,
     .backward = backward_dense},
    ACTIVATION("identity", IDENTITY, false),
    ACTIVATION("sigmoid", SIGMOID, true),
    ACTIVATION("tanh", TANH, true),
    ACTIVATION("relu", RELU, false),
    ACTIVATION("leaky_relu", LEAKY_RELU, false),
    ACTIVATION("elu", ELU, false),
    ACTIVATION("softplus", SOFTPLUS, false),
    ACTIVATION("hard_tanh", HARD_TANH, true),
    {.name = "maxout",
     .argument = {{"pieces", 1, 1e9, true, NAN}},
     .plan = plan_maxout,
     .forward = forward_maxout,
     .backward = backward_maxout},
    {.name = "radial_basis",
     .argument = {{"units", 1, 1e9, true, NAN}, {"width", 1e-6, 1e6, false, 1}},
     .plan = plan_radial_basis,
     .init = init_radial_basis,
     .forward = forward_radial_basis,
     .backward = backward_radial_basis},
    {.name = "flatten",
     .activation = IDENTITY,
     .plan = plan_flatten,
     .forward = forward_activation,
     .backward = backward_activation},
    {.name = "add",
     .joins = true,
     .plan = plan_add,
     .forward = forward_add,
     .backward = backward_add},
    {.name = "concat",
     .joins = true,
     .plan = plan_concat,
     .forward = forward_concat,
     .backward = backward_concat},
    {.name = NULL},
};

const LayerKind *layer_kind(const char *name, size_t length)
{
    for (const LayerKind *kind = layer_kinds; kind->name != NULL; kind++) {
        if (strlen(kind->name) == length &&
            memcmp(kind->name, name, length) == 0) {
            return kind;
        }
    }
    return NULL;
}
