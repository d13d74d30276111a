/* What the probes of chapters 8 and 9 draw: axes whose windows fit. They need
   no function that is graded. */
#ifndef AXES_H
#define AXES_H

#include "conv.h"
#include "probe.h"

/* What the fields of an axis are called beside the arrays of a case. */
typedef struct AxisNames {
    const char *size, *window, *stride, *padding, *dilation, *places;
} AxisNames;

static inline size_t window_length(const Axis *axis)
{
    return axis->dilation * (axis->window - 1) + 1;
}

/* Pixels with padding. */
static inline size_t pixels(const Axis *axis)
{
    return axis->size + 2 * axis->padding;
}

/* Numbers of a padded picture. */
static inline size_t padded_numbers(const Conv *conv)
{
    return conv->in_channels * pixels(&conv->rows) * pixels(&conv->columns);
}

/* An axis whose windows fit: all, or if there may be a rest, but for one that no
   window reads. */
static inline Axis random_axis(bool rest, Rng *rng)
{
    Axis axis = {.window = size_up_to(3, rng),
                 .stride = size_up_to(3, rng),
                 .padding = rng_below(rng, 3),
                 .dilation = one_size_of((size_t[]){1, 1, 1, 2, 3}, 5, rng),
                 .places = size_up_to(4, rng)};
    size_t room = window_length(&axis) + (axis.places - 1) * axis.stride;
    if (rest && rng_below(rng, 2) == 0) {
        room += rng_below(rng, axis.stride);
    }
    axis.padding = 2 * axis.padding < room ? axis.padding : 0;
    axis.size = room - 2 * axis.padding;
    return axis;
}

#endif
