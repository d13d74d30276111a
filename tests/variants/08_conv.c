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

/* ---- One filter ---- */

static void correlate_by_pointers(const real *x, const real *f, real *y,
                                  size_t h, size_t w, size_t m)
{
    for (size_t i = 0; i < h - m + 1; i++) {
        for (size_t j = 0; j < w - m + 1; j++, y++) {
            const real *weight = f;
            *y = 0;
            for (size_t k = 0; k < m; k++) {
                const real *pixel = x + (i + k) * w + j;
                for (const real *end = pixel + m; pixel < end; pixel++) {
                    *y += *pixel * *weight++;
                }
            }
        }
    }
}
MISTAKE(correlate, correlate_by_pointers, "", "");

/* The picture is shifted under each weight. */
static void correlate_weight_by_weight(const real *x, const real *f, real *y,
                                       size_t h, size_t w, size_t m)
{
    size_t rows = h - m + 1, columns = w - m + 1;
    memset(y, 0, rows * columns * sizeof *y);
    for (size_t n = 0; n < m * m; n++) {
        const real *shifted = x + n / m * w + n % m;
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < columns; j++) {
                y[i * columns + j] += f[n] * shifted[i * w + j];
            }
        }
    }
}
MISTAKE(correlate, correlate_weight_by_weight, "", "");

static void correlate_by_one_index(const real *x, const real *f, real *y,
                                   size_t h, size_t w, size_t m)
{
    size_t across = w + 1 - m;
    for (size_t n = (h + 1 - m) * across; n-- > 0;) {
        double sum = 0;
        for (size_t k = m * m; k-- > 0;) {
            size_t row = n / across + k / m, column = n % across + k % m;
            sum += (double)f[k] * (double)x[row * w + column];
        }
        y[n] = (real)sum;
    }
}
MISTAKE(correlate, correlate_by_one_index, "", "");

/* ---- Convolution ---- */

/* The indices as the formula has them. */
static size_t input_at(const Conv *v, size_t o, size_t c, size_t row,
                       size_t column)
{
    size_t run = v->out_channels / v->groups;
    size_t channel = o / run * (v->in_channels / v->groups) + c;
    return (channel * padded_size(&v->rows) + row) * padded_size(&v->columns) +
           column;
}

static size_t weight_at(const Conv *v, size_t o, size_t c, size_t k, size_t l)
{
    size_t channels = v->in_channels / v->groups;
    return ((o * channels + c) * v->rows.window + k) * v->columns.window + l;
}

static size_t output_at(const Conv *v, size_t o, size_t i, size_t j)
{
    return (o * v->rows.places + i) * v->columns.places + j;
}

static void conv_by_the_formula(const real *x, const real *w, const real *b,
                                real *y, const Conv *v)
{
    const Axis *r = &v->rows, *q = &v->columns;
    for (size_t n = 0; n < v->out_channels * r->places * q->places; n++) {
        size_t o = n / (r->places * q->places);
        size_t i = n / q->places % r->places, j = n % q->places;
        y[n] = b[o];
        for (size_t c = 0; c < v->in_channels / v->groups; c++) {
            for (size_t k = 0; k < r->window; k++) {
                for (size_t l = 0; l < q->window; l++) {
                    size_t at =
                        input_at(v, o, c, i * r->stride + k * r->dilation,
                                 j * q->stride + l * q->dilation);
                    y[n] += x[at] * w[weight_at(v, o, c, k, l)];
                }
            }
        }
    }
}
MISTAKE(conv_forward, conv_by_the_formula, "", "");

/* One weight after the other, the biases last. */
static void conv_weight_by_weight(const real *x, const real *w, const real *b,
                                  real *y, const Conv *v)
{
    const Axis *r = &v->rows, *q = &v->columns;
    size_t places = r->places * q->places, window = r->window * q->window;
    size_t weights = v->in_channels / v->groups * window;
    memset(y, 0, v->out_channels * places * sizeof *y);
    for (size_t n = 0; n < v->out_channels * weights; n++) {
        size_t o = n / weights, c = n % weights / window;
        size_t k = n % window / q->window, l = n % q->window;
        for (size_t p = 0; p < places; p++) {
            size_t row = p / q->places * r->stride + k * r->dilation;
            size_t column = p % q->places * q->stride + l * q->dilation;
            y[o * places + p] += w[n] * x[input_at(v, o, c, row, column)];
        }
    }
    for (size_t n = 0; n < v->out_channels * places; n++) {
        y[n] += b[n / places];
    }
}
MISTAKE(conv_forward, conv_weight_by_weight, "", "");

/* The pixels that a window sees, one after the other. */
static void gather(const real *x, real *seen, const Conv *v, size_t o, size_t i,
                   size_t j)
{
    for (size_t c = 0; c < v->in_channels / v->groups; c++) {
        for (size_t k = 0; k < v->rows.window; k++) {
            for (size_t l = 0; l < v->columns.window; l++) {
                size_t row = i * v->rows.stride + k * v->rows.dilation;
                size_t column = j * v->columns.stride + l * v->columns.dilation;
                *seen++ = x[input_at(v, o, c, row, column)];
            }
        }
    }
}

static void conv_by_gathering(const real *x, const real *w, const real *b,
                              real *y, const Conv *v)
{
    size_t count = weight_at(v, 1, 0, 0, 0);
    real *seen = malloc(count * sizeof *seen);
    for (size_t o = 0; o < v->out_channels && seen != NULL; o++) {
        for (size_t i = 0; i < v->rows.places; i++) {
            for (size_t j = 0; j < v->columns.places; j++) {
                real sum = 0;
                gather(x, seen, v, o, i, j);
                for (size_t n = 0; n < count; n++) {
                    sum += w[o * count + n] * seen[n];
                }
                y[output_at(v, o, i, j)] = sum + b[o];
            }
        }
    }
    free(seen);
}
MISTAKE(conv_forward, conv_by_gathering, "", "");

static void bias_by_pointers(const real *dy, real *db, const Conv *conv)
{
    size_t places = conv->rows.places * conv->columns.places;
    for (real *end = db + conv->out_channels; db < end; db++) {
        for (const real *last = dy + places; dy < last; dy++) {
            *db += *dy;
        }
    }
}
MISTAKE(conv_bias_gradient, bias_by_pointers, "", "");

static void bias_by_one_loop(const real *dy, real *db, const Conv *conv)
{
    size_t places = conv->rows.places * conv->columns.places;
    for (size_t n = places * conv->out_channels; n-- > 0;) {
        db[n / places] = db[n / places] + dy[n];
    }
}
MISTAKE(conv_bias_gradient, bias_by_one_loop, "", "");

static void bias_by_three_loops(const real *dy, real *db, const Conv *conv)
{
    for (size_t o = 0; o < conv->out_channels; o++) {
        double sum = 0;
        for (size_t j = 0; j < conv->columns.places; j++) {
            for (size_t i = 0; i < conv->rows.places; i++) {
                sum += (double)dy[output_at(conv, o, i, j)];
            }
        }
        db[o] += (real)sum;
    }
}
MISTAKE(conv_bias_gradient, bias_by_three_loops, "", "");

/* Window by window, as the forward pass. */
static void weights_by_windows(const real *x, const real *dy, real *dw,
                               const Conv *v)
{
    const Axis *r = &v->rows, *q = &v->columns;
    for (size_t n = 0; n < v->out_channels * r->places * q->places; n++) {
        size_t o = n / (r->places * q->places);
        size_t i = n / q->places % r->places, j = n % q->places;
        for (size_t c = 0; c < v->in_channels / v->groups; c++) {
            for (size_t k = 0; k < r->window; k++) {
                for (size_t l = 0; l < q->window; l++) {
                    size_t at =
                        input_at(v, o, c, i * r->stride + k * r->dilation,
                                 j * q->stride + l * q->dilation);
                    dw[weight_at(v, o, c, k, l)] += dy[n] * x[at];
                }
            }
        }
    }
}
MISTAKE(conv_weight_gradient, weights_by_windows, "", "");

static void weights_one_by_one(const real *x, const real *dy, real *dw,
                               const Conv *v)
{
    const Axis *r = &v->rows, *q = &v->columns;
    size_t places = r->places * q->places, window = r->window * q->window;
    size_t weights = v->in_channels / v->groups * window;
    for (size_t n = v->out_channels * weights; n-- > 0;) {
        size_t o = n / weights, c = n % weights / window;
        size_t k = n % window / q->window, l = n % q->window;
        double sum = 0;
        for (size_t p = 0; p < places; p++) {
            size_t row = p / q->places * r->stride + k * r->dilation;
            size_t column = p % q->places * q->stride + l * q->dilation;
            sum += (double)dy[o * places + p] *
                   (double)x[input_at(v, o, c, row, column)];
        }
        dw[n] += (real)sum;
    }
}
MISTAKE(conv_weight_gradient, weights_one_by_one, "", "");

static void weights_by_gathering(const real *x, const real *dy, real *dw,
                                 const Conv *v)
{
    size_t count = weight_at(v, 1, 0, 0, 0);
    real *seen = malloc(count * sizeof *seen);
    for (size_t o = 0; o < v->out_channels && seen != NULL; o++) {
        for (size_t j = 0; j < v->columns.places; j++) {
            for (size_t i = 0; i < v->rows.places; i++) {
                gather(x, seen, v, o, i, j);
                for (size_t n = 0; n < count; n++) {
                    dw[o * count + n] += seen[n] * dy[output_at(v, o, i, j)];
                }
            }
        }
    }
    free(seen);
}
MISTAKE(conv_weight_gradient, weights_by_gathering, "", "");

static void input_by_windows(const real *w, const real *dy, real *dx,
                             const Conv *v)
{
    const Axis *r = &v->rows, *q = &v->columns;
    size_t size = padded_size(r) * padded_size(q);
    memset(dx, 0, v->in_channels * size * sizeof *dx);
    for (size_t n = 0; n < v->out_channels * r->places * q->places; n++) {
        size_t o = n / (r->places * q->places);
        size_t i = n / q->places % r->places, j = n % q->places;
        for (size_t c = 0; c < v->in_channels / v->groups; c++) {
            for (size_t k = 0; k < r->window; k++) {
                for (size_t l = 0; l < q->window; l++) {
                    size_t at =
                        input_at(v, o, c, i * r->stride + k * r->dilation,
                                 j * q->stride + l * q->dilation);
                    dx[at] += dy[n] * w[weight_at(v, o, c, k, l)];
                }
            }
        }
    }
}
MISTAKE(conv_input_gradient, input_by_windows, "", "");

/* Where along an axis the window was when its pixel k lay on the pixel; the count
   of places if it never did. */
static size_t place_of(size_t pixel, size_t k, const Axis *axis)
{
    size_t ahead = k * axis->dilation;
    if (pixel < ahead || (pixel - ahead) % axis->stride != 0) {
        return axis->places;
    }
    size_t place = (pixel - ahead) / axis->stride;
    return place < axis->places ? place : axis->places;
}

/* What one filter gives back to a pixel of its channel c. */
static double come_back(const real *w, const real *dy, const Conv *v, size_t o,
                        size_t c, size_t row, size_t column)
{
    double sum = 0;
    for (size_t k = 0; k < v->rows.window; k++) {
        size_t i = place_of(row, k, &v->rows);
        for (size_t l = 0; l < v->columns.window; l++) {
            size_t j = place_of(column, l, &v->columns);
            if (i < v->rows.places && j < v->columns.places) {
                sum += (double)w[weight_at(v, o, c, k, l)] *
                       (double)dy[output_at(v, o, i, j)];
            }
        }
    }
    return sum;
}

static void input_pixel_by_pixel(const real *w, const real *dy, real *dx,
                                 const Conv *v)
{
    size_t height = padded_size(&v->rows), width = padded_size(&v->columns);
    size_t channels = v->in_channels / v->groups;
    size_t run = v->out_channels / v->groups;
    for (size_t n = 0; n < v->in_channels * height * width; n++) {
        size_t channel = n / (height * width), first = channel / channels * run;
        double sum = 0;
        for (size_t o = first; o < first + run; o++) {
            sum += come_back(w, dy, v, o, channel % channels,
                             n / width % height, n % width);
        }
        dx[n] = (real)sum;
    }
}
MISTAKE(conv_input_gradient, input_pixel_by_pixel, "", "");

static void input_group_by_group(const real *w, const real *dy, real *dx,
                                 const Conv *v)
{
    const Axis *r = &v->rows, *q = &v->columns;
    size_t height = padded_size(r), width = padded_size(q);
    size_t channels = v->in_channels / v->groups;
    size_t run = v->out_channels / v->groups, window = r->window * q->window;
    for (size_t g = 0; g < v->groups; g++, dx += channels * height * width) {
        for (size_t n = 0; n < channels * height * width; n++) {
            dx[n] = 0;
        }
        for (size_t n = 0; n < run * channels * window; n++, w++) {
            size_t k = n % window / q->window, l = n % q->window;
            size_t c = n / window % channels;
            const real *from = dy + (g * run + n / (channels * window)) *
                                        r->places * q->places;
            for (size_t p = 0; p < r->places * q->places; p++) {
                size_t row = p / q->places * r->stride + k * r->dilation;
                size_t column = p % q->places * q->stride + l * q->dilation;
                dx[(c * height + row) * width + column] += *w * from[p];
            }
        }
    }
}
MISTAKE(conv_input_gradient, input_group_by_group, "", "");
