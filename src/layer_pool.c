/* max_pool WINDOW [stride S] [padding P] [dilation D] [rest drop]: the largest
   number of each window, each channel by itself. avg_pool, with the same
   arguments and [count window]: the mean, over the pixels of the picture or
   over all of the window. The stride is the window if it is not said.
   global_avg_pool: the mean of each channel. */
#include "cnn.h"
#include "layer_window.h"

enum { COUNT = WINDOW_ARGUMENT_COUNT };

/* Does the window hold a pixel of the picture at each of its places? Where it
   begins outside, its first pixel inside is number k. As the padding is as wide
   on both sides, what holds on this one holds on the other. */
static bool never_empty(const Axis *axis)
{
    size_t last = (axis->places - 1) * axis->stride;
    for (size_t i = 0; i <= last && i < axis->padding; i += axis->stride) {
        size_t outside = axis->padding - i;
        size_t k = (outside + axis->dilation - 1) / axis->dilation;
        if (k >= axis->window || k * axis->dilation - outside >= axis->size) {
            return false;
        }
    }
    return true;
}

/* An addition or a comparison for each pixel of each window. */
static void set_output(Layer *layer)
{
    const Axis *rows = &layer->rows, *columns = &layer->columns;
    layer->out = (Shape){layer->in[0].c, rows->places, columns->places};
    layer->flops = (double)shape_size(layer->out) * (double)rows->window *
                   (double)columns->window;
}

static bool plan(Layer *layer, Error *error)
{
    Error problem = {""};
    Axis rows = window_axis(layer, false, 0);
    Axis columns = window_axis(layer, true, 0);
    if (!axis_plan(&rows, rows.size, "rows", &problem) ||
        !axis_plan(&columns, columns.size, "columns", &problem)) {
        return error_set(error, "%s: %s%s", layer->kind->name, problem.text,
                         window_advice(layer, 0));
    }
    if (!window_keep(layer, 0, &rows, &columns, error)) {
        return false;
    }
    if (!never_empty(&layer->rows) || !never_empty(&layer->columns)) {
        return error_set(error,
                         "%s: expected windows that hold at least one pixel of "
                         "the picture, found a padding of %zux%zu",
                         layer->kind->name, layer->rows.padding,
                         layer->columns.padding);
    }
    set_output(layer);
    return true;
}

static bool plan_global(Layer *layer, Error *error)
{
    Shape in = layer->in[0];
    (void)error;
    layer->rows = (Axis){in.h, in.h, 1, 0, 1, 1};
    layer->columns = (Axis){in.w, in.w, 1, 0, 1, 1};
    set_output(layer);
    return true;
}

static void max_needs(const Layer *layer, const Kernels *kernels, size_t batch,
                      Needs *needs)
{
    (void)kernels;
    needs->kept = batch * layer_size_out(layer) * sizeof(int); /* index */
}

static void max_forward(const Layer *layer, const Pass *pass, Share *share)
{
    Pool pool = layer_pool_of(layer);
    int *index = (int *)share->kept + share->first * layer_size_out(layer);
    pass->kernels->max_pool(share->x[0], share->y, index, &pool, share->n);
}

static void max_backward(const Layer *layer, const Pass *pass, Share *share)
{
    Pool pool = layer_pool_of(layer);
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    const int *index = (const int *)share->kept + share->first * out;
    (void)pass;
    for (size_t e = 0; share->dx[0] != NULL && e < share->n; e++) {
        max_pool_backward(share->dy + e * out, index + e * out,
                          share->dx[0] + e * in, &pool);
    }
}

static bool counts_padding(const Layer *layer)
{
    return layer->kind == &layer_avg_pool && layer->argument[COUNT] != 0;
}

static void avg_forward(const Layer *layer, const Pass *pass, Share *share)
{
    Pool pool = layer_pool_of(layer);
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    (void)pass;
    for (size_t e = 0; e < share->n; e++) {
        avg_pool_forward(share->x[0] + e * in, share->y + e * out,
                         counts_padding(layer), &pool);
    }
}

static void avg_backward(const Layer *layer, const Pass *pass, Share *share)
{
    Pool pool = layer_pool_of(layer);
    size_t in = layer_size_in(layer), out = layer_size_out(layer);
    (void)pass;
    for (size_t e = 0; share->dx[0] != NULL && e < share->n; e++) {
        avg_pool_backward(share->dy + e * out, share->dx[0] + e * in,
                          counts_padding(layer), &pool);
    }
}

const LayerKind layer_max_pool = {
    .name = "max_pool",
    .argument = {WINDOW_ARGUMENTS(0)},
    .plan = plan,
    .compute = {.needs = max_needs,
                .forward = max_forward,
                .backward = max_backward},
};

const LayerKind layer_avg_pool = {
    .name = "avg_pool",
    .argument = {WINDOW_ARGUMENTS(0),
                 {"count", 0, 0, false, 0,
                  (const char *const[]){"inside", "window", NULL}, false}},
    .plan = plan,
    .compute = {.forward = avg_forward, .backward = avg_backward},
};

const LayerKind layer_global_avg_pool = {
    .name = "global_avg_pool",
    .plan = plan_global,
    .compute = {.forward = avg_forward, .backward = avg_backward},
};
