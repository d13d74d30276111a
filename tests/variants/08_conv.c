#include "conv.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>

/* ---- Places ---- */

static size_t places_one_by_one(const Axis *axis)
{
    size_t end = axis->size + 2 * axis->padding, places = 0, last = 0;
    for (size_t i = 0;; i += axis->stride) {
        size_t behind = i + (axis->window - 1) * axis->dilation + 1;
        if (behind > end) {
            return last == end ? places : 0;
        }
        places++;
        last = behind;
    }
}
MISTAKE(window_places, places_one_by_one, "", "");

static size_t places_in_long(const Axis *axis)
{
    long room = (long)padded_size(axis) - 1 -
                (long)(axis->dilation * (axis->window - 1));
    if (room < 0) {
        return 0;
    }
    ldiv_t steps = ldiv(room, (long)axis->stride);
    return steps.rem == 0 ? (size_t)steps.quot + 1 : 0;
}
MISTAKE(window_places, places_in_long, "", "");

static size_t places_multiplied_back(const Axis *axis)
{
    size_t gaps = (axis->window - 1) * (axis->dilation - 1);
    size_t length = axis->window + gaps, size = padded_size(axis);
    size_t places = size < length ? 0 : (size - length) / axis->stride + 1;
    bool fits = places > 0 && length + (places - 1) * axis->stride == size;
    return places * fits;
}
MISTAKE(window_places, places_multiplied_back, "", "");

/* ---- Padding ---- */

static int source_by_switch(size_t i, Padding kind, const Axis *axis)
{
    int at = (int)i - (int)axis->padding, size = (int)axis->size;
    bool left = at < 0, right = at >= size;
    switch (kind) {
    case PAD_REPLICATE:
        return left ? 0 : right ? size - 1 : at;
    case PAD_REFLECT:
        return left ? -at : right ? size - 1 - (at - (size - 1)) : at;
    default:
        return left || right ? -1 : at;
    }
}
MISTAKE(padding_source, source_by_switch, "", "");

static int source_in_sizes(size_t i, Padding kind, const Axis *axis)
{
    size_t before = axis->padding, size = axis->size;
    if (i < before) {
        size_t out = before - i;
        return kind == PAD_ZERO ? -1 : kind == PAD_REFLECT ? (int)out : 0;
    }
    i -= before;
    if (i < size) {
        return (int)i;
    }
    size_t out = i - (size - 1);
    return kind == PAD_ZERO      ? -1
           : kind == PAD_REFLECT ? (int)(size - 1 - out)
                                 : (int)(size - 1);
}
MISTAKE(padding_source, source_in_sizes, "", "");

static int source_by_sizes_of_distance(size_t i, Padding kind, const Axis *axis)
{
    int at = (int)i - (int)axis->padding, last = (int)axis->size - 1;
    int nearest = at < 0 ? 0 : at > last ? last : at;
    if (kind == PAD_ZERO) {
        return nearest == at ? at : -1;
    }
    return kind == PAD_REPLICATE ? nearest : last - abs(last - abs(at));
}
MISTAKE(padding_source, source_by_sizes_of_distance, "", "");

static void pad_by_one_index(const real *x, real *y, Padding kind,
                             size_t channels, const Axis *rows,
                             const Axis *columns)
{
    size_t height = padded_size(rows), width = padded_size(columns);
    for (size_t n = 0; n < channels * height * width; n++) {
        int row = padding_source(n / width % height, kind, rows);
        int column = padding_source(n % width, kind, columns);
        size_t channel = n / (height * width);
        y[n] = 0;
        if (row != -1 && column != -1) {
            y[n] = x[(channel * rows->size + (size_t)row) * columns->size +
                     (size_t)column];
        }
    }
}
MISTAKE(pad, pad_by_one_index, "", "");

/* The inside first, then what is beside it. */
static void pad_by_rows(const real *x, real *y, Padding kind, size_t channels,
                        const Axis *rows, const Axis *columns)
{
    size_t height = padded_size(rows), width = padded_size(columns);
    memset(y, 0, channels * height * width * sizeof *y);
    for (size_t c = 0; c < channels; c++) {
        for (size_t i = 0; i < height; i++, y += width) {
            int row = padding_source(i, kind, rows);
            if (row < 0) {
                continue;
            }
            const real *from =
                x + (c * rows->size + (size_t)row) * columns->size;
            memcpy(y + columns->padding, from, columns->size * sizeof *y);
            for (size_t j = 0; kind != PAD_ZERO && j < width; j++) {
                y[j] = from[padding_source(j, kind, columns)];
            }
        }
    }
}
MISTAKE(pad, pad_by_rows, "", "");

static void pad_by_columns(const real *x, real *y, Padding kind,
                           size_t channels, const Axis *rows,
                           const Axis *columns)
{
    size_t height = rows->size + 2 * rows->padding;
    size_t width = columns->size + 2 * columns->padding;
    for (size_t j = width; j-- > 0;) {
        int column = padding_source(j, kind, columns);
        for (size_t i = height; i-- > 0;) {
            int row = padding_source(i, kind, rows);
            size_t at = (size_t)row * columns->size + (size_t)column;
            for (size_t c = 0; c < channels; c++) {
                const real *channel = x + c * rows->size * columns->size;
                y[(c * height + i) * width + j] =
                    row < 0 || column < 0 ? 0 : channel[at];
            }
        }
    }
}
MISTAKE(pad, pad_by_columns, "", "");

/* Asks for each pixel which places show it. */
static void pad_backward_by_pixels(const real *dy, real *dx, Padding kind,
                                   size_t channels, const Axis *rows,
                                   const Axis *columns)
{
    size_t height = padded_size(rows), width = padded_size(columns);
    size_t size = rows->size * columns->size;
    memset(dx, 0, channels * size * sizeof *dx);
    for (size_t i = 0; i < height; i++) {
        for (size_t j = 0; j < width; j++) {
            int row = padding_source(i, kind, rows);
            int column = padding_source(j, kind, columns);
            for (size_t c = 0; c < channels && row >= 0 && column >= 0; c++) {
                dx[c * size + (size_t)row * columns->size + (size_t)column] +=
                    dy[(c * height + i) * width + j];
            }
        }
    }
}
MISTAKE(pad_backward, pad_backward_by_pixels, "", "");

/* Each channel has its zeros before its sums. */
static void pad_backward_by_channels(const real *dy, real *dx, Padding kind,
                                     size_t channels, const Axis *rows,
                                     const Axis *columns)
{
    size_t height = padded_size(rows), width = padded_size(columns);
    size_t size = rows->size * columns->size;
    for (; channels > 0; channels--, dx += size, dy += height * width) {
        for (size_t i = 0; i < size; i++) {
            dx[i] = 0;
        }
        for (size_t n = height * width; n-- > 0;) {
            int row = padding_source(n / width, kind, rows);
            int column = padding_source(n % width, kind, columns);
            if (row >= 0 && column >= 0) {
                dx[(size_t)row * columns->size + (size_t)column] += dy[n];
            }
        }
    }
}
MISTAKE(pad_backward, pad_backward_by_channels, "", "");

/* Each row comes back to a row of its own first. */
static void pad_backward_in_two_steps(const real *dy, real *dx, Padding kind,
                                      size_t channels, const Axis *rows,
                                      const Axis *columns)
{
    size_t height = padded_size(rows), width = padded_size(columns);
    real *narrow = malloc(columns->size * sizeof *narrow);
    for (size_t n = 0; n < channels * rows->size * columns->size; n++) {
        dx[n] = 0;
    }
    for (size_t n = 0; n < channels * height && narrow != NULL; n++) {
        memset(narrow, 0, columns->size * sizeof *narrow);
        for (size_t j = 0; j < width; j++) {
            int column = padding_source(j, kind, columns);
            narrow[column < 0 ? 0 : column] +=
                column < 0 ? 0 : dy[n * width + j];
        }
        int row = padding_source(n % height, kind, rows);
        for (size_t j = 0; j < columns->size && row >= 0; j++) {
            dx[(n / height * rows->size + (size_t)row) * columns->size + j] +=
                narrow[j];
        }
    }
    free(narrow);
}
MISTAKE(pad_backward, pad_backward_in_two_steps, "", "");
