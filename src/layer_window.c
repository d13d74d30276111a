#include "layer_window.h"

Axis window_axis(const Layer *layer, bool columns, size_t first)
{
    const double *value = (columns ? layer->across : layer->argument) + first;
    Axis axis = {.window = (size_t)value[WINDOW],
                 .stride = (size_t)value[STRIDE],
                 .padding = (size_t)value[PADDING],
                 .dilation = (size_t)value[DILATION]};
    axis.stride = axis.stride > 0 ? axis.stride : axis.window;
    return axis;
}

/* How many pixels the windows leave over behind their last place. */
static size_t rest_of(const Layer *layer, bool columns, size_t first)
{
    Axis axis = window_axis(layer, columns, first);
    size_t size = columns ? layer->in[0].w : layer->in[0].h;
    size_t length = axis.dilation * (axis.window - 1) + 1;
    size_t padded = size + 2 * axis.padding;
    size_t rest = padded < length ? 0 : (padded - length) % axis.stride;
    return rest < size ? rest : 0;
}

Shape window_input(const Layer *layer, size_t first)
{
    Shape in = layer->in[0];
    if (layer->argument[first + REST] != 0) {
        in.h -= rest_of(layer, false, first);
        in.w -= rest_of(layer, true, first);
    }
    return in;
}

const char *window_advice(const Layer *layer, size_t first)
{
    bool rest = rest_of(layer, false, first) + rest_of(layer, true, first) > 0;
    return rest && layer->argument[first + REST] == 0
               ? "; \"rest drop\" leaves out what is left over"
               : "";
}

bool window_keep(Layer *layer, Axis rows, Axis columns, Error *error)
{
    rows.size = layer->in[0].h;
    columns.size = layer->in[0].w;
    layer->rows = rows;
    layer->columns = columns;
    double padded = (double)padded_size(&rows) * (double)padded_size(&columns);
    return padded * (double)layer->in[0].c < 1e15 ||
           error_set(error, "%s: too many numbers to be counted",
                     layer->kind->name);
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
