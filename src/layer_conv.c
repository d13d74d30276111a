/* conv FILTERS WINDOW [stride S] [padding P] [dilation D] [rest drop]
   [groups G] [border KIND]: filters that slide over a picture. Window, stride,
   padding and dilation may differ for rows and columns: conv 8 5x3. */
#include "cnn.h"
#include "layer_window.h"
#include "optim.h"

enum { FILTERS, FIRST, GROUPS = FIRST + WINDOW_ARGUMENT_COUNT, BORDER };

Padding layer_border_of(const Layer *layer)
{
    return (Padding)layer->argument[BORDER];
}

static bool fits_mirror(const Layer *layer, Error *error)
{
    const Axis *rows = &layer->rows, *columns = &layer->columns;
    char shape[SHAPE_TEXT];
    return (rows->padding < rows->size && columns->padding < columns->size) ||
           error_set(error,
                     "conv: border reflect: expected a padding smaller than "
                     "the picture, %s, found %zux%zu",
                     shape_text(layer->in[0], shape), rows->padding,
                     columns->padding);
}

static bool plan(Layer *layer, Error *error)
{
    Error problem = {""};
    size_t parameters;
    Conv conv = {.out_channels = (size_t)layer->argument[FILTERS],
                 .groups = (size_t)layer->argument[GROUPS],
                 .rows = window_axis(layer, false, FIRST),
                 .columns = window_axis(layer, true, FIRST)};
    Shape in = {layer->in[0].c, conv.rows.size, conv.columns.size};
    if (!conv_plan(&conv, in, &layer->out, &problem)) {
        return error_set(error, "conv: %s%s", problem.text,
                         window_advice(layer, FIRST));
    }
    if (!window_keep(layer, FIRST, &conv.rows, &conv.columns, error) ||
        (layer_border_of(layer) == PAD_REFLECT && !fits_mirror(layer, error))) {
        return false;
    }
    conv_cost(&conv, &parameters, &layer->flops);
    layer->weight_shape[0] = conv.out_channels;
    layer->weight_shape[1] = conv.in_channels / conv.groups;
    layer->weight_shape[2] = conv.rows.window;
    layer->weight_shape[3] = conv.columns.window;
    layer->biases = conv.out_channels;
    return true;
}

/* A weight has as many inputs as its filter has weights. */
static void init(Layer *layer, bool before_saturation, Rng *rng)
{
    size_t window = layer->weight_shape[2] * layer->weight_shape[3];
    size_t in = layer->weight_shape[1] * window;
    if (before_saturation) {
        size_t groups = layer->in[0].c / layer->weight_shape[1];
        xavier_uniform(layer->w, in, layer->out.c / groups * window,
                       layer->weights, rng);
    } else {
        he_normal(layer->w, in, layer->weights, rng);
    }
}

static void needs(const Layer *layer, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    Conv conv = layer_conv_of(layer);
    (void)batch;
    needs->scratch = kernels->conv_scratch(&conv);
    if (kernels->conv_backward != NULL) {
        needs->backward_parts = 1;
    } else {
        needs->gradient_parts = conv.out_channels;
    }
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    Conv conv = layer_conv_of(layer);
    pass->kernels->conv_forward(share->x[0], layer->w, layer->b, share->y,
                                layer_border_of(layer), &conv, share->n,
                                share->scratch);
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    const Kernels *kernels = pass->kernels;
    Conv conv = layer_conv_of(layer);
    if (kernels->conv_backward != NULL) {
        kernels->conv_backward(share->x[0], layer->w, share->dy, share->dx[0],
                               layer->dw, layer->db, layer_border_of(layer),
                               &conv, share->n, share->scratch);
    } else if (share->dx[0] != NULL) {
        kernels->conv_inputs(layer->w, share->dy, share->dx[0],
                             layer_border_of(layer), &conv, share->n,
                             share->scratch);
    }
}

static void gradient(const Layer *layer, const Pass *pass, Share *share)
{
    Conv conv = layer_conv_of(layer);
    pass->kernels->conv_weights(share->x[0], share->dy, layer->dw, layer->db,
                                layer_border_of(layer), &conv, share->n,
                                share->part, share->parts, share->scratch);
}

const LayerKind layer_conv = {
    .name = "conv",
    .argument = {{"filters", 1, 1e6, true, NAN, NULL, false},
                 WINDOW_ARGUMENTS(1),
                 {"groups", 1, 1e6, true, 1, NULL, false},
                 {"border", 0, 0, false, 0,
                  (const char *const[]){"zero", "replicate", "reflect", NULL},
                  false}},
    .plan = plan,
    .init = init,
    .compute = {.needs = needs,
                .forward = forward,
                .backward = backward,
                .gradient = gradient},
};
