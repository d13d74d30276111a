/* What the layers whose windows slide over a picture have in common. */
#ifndef LAYER_WINDOW_H
#define LAYER_WINDOW_H

#include "layer.h"

/* Their arguments begin so, behind `FIRST` others; a stride of 0 is the
   window. */
#define WINDOW_ARGUMENTS(stride_fallback)                                      \
    {"window", 1, 1e6, true, NAN, NULL, true},                                 \
        {"stride", 1, 1e6, true, stride_fallback, NULL, true},                 \
        {"padding", 0, 1e4, true, 0, NULL, true},                              \
        {"dilation", 1, 1e6, true, 1, NULL, true},                             \
    {                                                                          \
        "rest", 0, 0, false, 0, (const char *const[]){"error", "drop", NULL},  \
            false                                                              \
    }
enum { WINDOW, STRIDE, PADDING, DILATION, REST, WINDOW_ARGUMENT_COUNT };

/* Their axis, of the rows or the columns: all but its places. first: the number
   of the argument "window". Where "rest drop" leaves something out, the padding
   counts as part of the picture, of which the rest is cut off. */
Axis window_axis(const Layer *layer, bool columns, size_t first);

/* Keeps the axes, as they were given, with the places that were planned; an
   error if the padded picture is absurd. */
bool window_keep(Layer *layer, size_t first, const Axis *rows,
                 const Axis *columns, Error *error);

/* What to say behind the message of an axis that does not fit. */
const char *window_advice(const Layer *layer, size_t first);

/* What a planned layer computes. */
Conv layer_conv_of(const Layer *layer);
Padding layer_border_of(const Layer *layer);
Pool layer_pool_of(const Layer *layer);

#endif
