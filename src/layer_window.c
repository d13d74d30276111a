#include "layer_window.h"

static Axis given_axis(const Layer *layer, bool columns, size_t first)
{
    const double *value = (columns ? layer->across : layer->argument) + first;
    Axis axis = {.size = columns ? layer->in[0].w : layer->in[0].h,
                 .window = (size_t)value[WINDOW],
                 .stride = (size_t)value[STRIDE],
                 .padding = (size_t)value[PADDING],
                 .dilation = (size_t)value[DILATION]};
    axis.stride = axis.stride > 0 ? axis.stride : axis.window;
    return axis;
}

/* How many pixels the windows leave over behind their last place. */
static size_t rest_of(const Axis *axis)
{
    size_t length = axis->dilation * (axis->window - 1) + 1;
    size_t padded = padded_size(axis);
    return padded < length ? 0 : (padded - length) % axis->stride;
}

static bool is_countable(const Layer *layer, Error *error)
{
    double rows = (double)padded_size(&layer->rows);
    double columns = (double)padded_size(&layer->columns);
    return rows * columns * (double)layer->in[0].c < 1e15 ||
           error_set(error, "%s: too many numbers to be counted",
                     layer->kind->name);
}

static bool drops(const Layer *layer, size_t first)
{
    return layer->argument[first + REST] != 0;
}

Axis window_axis(const Layer *layer, bool columns, size_t first)
{
    Axis axis = given_axis(layer, columns, first);
    size_t rest = rest_of(&axis);
    if (drops(layer, first) && rest > 0) {
        axis.size = padded_size(&axis) - rest;
        axis.padding = 0;
    }
    return axis;
}

const char *window_advice(const Layer *layer, size_t first)
{
    Axis rows = given_axis(layer, false, first);
    Axis columns = given_axis(layer, true, first);
    return rest_of(&rows) + rest_of(&columns) > 0 && !drops(layer, first)
               ? "; \"rest drop\" leaves out what is left over"
               : "";
}

bool window_keep(Layer *layer, size_t first, const Axis *rows,
                 const Axis *columns, Error *error)
{
    layer->rows = given_axis(layer, false, first);
    layer->columns = given_axis(layer, true, first);
    layer->rows.places = rows->places;
    layer->columns.places = columns->places;
    return is_countable(layer, error);
}

Conv layer_conv_of(const Layer *layer)
{
    return (Conv){.in_channels = layer->in[0].c,
                  .out_channels = layer->out.c,
                  .groups = layer->in[0].c / layer->weight_shape[1],
                  .rows = layer->rows,
                  .columns = layer->columns};
}

Pool layer_pool_of(const Layer *layer)
{
    return (Pool){layer->in[0].c, layer->rows, layer->columns};
}
