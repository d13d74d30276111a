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

/* Where along an axis the window was when its pixel k lay on the pixel; the
   count of places if it never did. */
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

/* ---- Pooling ---- */

/* Where pixel k of the window is, at place i. */
static long on_axis(const Axis *axis, size_t i, size_t k)
{
    return (long)(i * axis->stride + k * axis->dilation) - (long)axis->padding;
}

static bool on_picture(const Pool *pool, long row, long column)
{
    return row >= 0 && row < (long)pool->rows.size && column >= 0 &&
           column < (long)pool->columns.size;
}

static void max_from_infinity(const real *x, real *y, int *index,
                              const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    size_t places = r->places * q->places, window = r->window * q->window;
    for (size_t n = 0; n < pool->channels * places; n++) {
        const real *channel = x + n / places * r->size * q->size;
        size_t i = n % places / q->places, j = n % q->places;
        y[n] = -(real)INFINITY;
        for (size_t p = 0; p < window; p++) {
            long row = on_axis(r, i, p / q->window);
            long column = on_axis(q, j, p % q->window);
            long at = row * (long)q->size + column;
            if (on_picture(pool, row, column) && channel[at] > y[n]) {
                y[n] = channel[at];
                index[n] = (int)at;
            }
        }
    }
}
MISTAKE(max_pool_forward, max_from_infinity, "", "");

/* From the last pixel to the first: an equal one replaces. */
static void max_from_behind(const real *x, real *y, int *index,
                            const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    size_t places = r->places * q->places;
    for (size_t n = pool->channels * places; n-- > 0;) {
        const real *channel = x + n / places * r->size * q->size;
        int best = -1;
        for (size_t p = r->window * q->window; p-- > 0;) {
            long row = on_axis(r, n % places / q->places, p / q->window);
            long column = on_axis(q, n % q->places, p % q->window);
            int at = (int)(row * (long)q->size + column);
            if (on_picture(pool, row, column) &&
                (best < 0 || channel[at] >= channel[best])) {
                best = at;
            }
        }
        index[n] = best;
        y[n] = channel[best];
    }
}
MISTAKE(max_pool_forward, max_from_behind, "", "");

static void max_pixel_by_pixel(const real *x, real *y, int *index,
                               const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    for (size_t n = 0; n < pool->channels * r->places * q->places; n++) {
        size_t channel = n / (r->places * q->places) * r->size * q->size;
        bool first = true;
        for (size_t k = 0; k < r->window; k++) {
            for (size_t l = 0; l < q->window; l++) {
                int row = padding_source(n / q->places % r->places * r->stride +
                                             k * r->dilation,
                                         PAD_ZERO, r);
                int column = padding_source(
                    n % q->places * q->stride + l * q->dilation, PAD_ZERO, q);
                size_t at = (size_t)row * q->size + (size_t)column;
                bool inside = row >= 0 && column >= 0;
                if (inside && (first || x[channel + at] > y[n])) {
                    first = false;
                    index[n] = (int)at;
                    y[n] = x[channel + at];
                }
            }
        }
    }
}
MISTAKE(max_pool_forward, max_pixel_by_pixel, "", "");

static void max_back_by_pointers(const real *dy, const int *index, real *dx,
                                 const Pool *pool)
{
    size_t places = pool->rows.places * pool->columns.places;
    size_t size = pool->rows.size * pool->columns.size;
    memset(dx, 0, pool->channels * size * sizeof *dx);
    for (size_t c = 0; c < pool->channels; c++, dx += size) {
        for (size_t i = 0; i < places; i++) {
            dx[*index++] += *dy++;
        }
    }
}
MISTAKE(max_pool_backward, max_back_by_pointers, "", "");

/* Asks for each pixel which places found it. */
static void max_back_by_pixels(const real *dy, const int *index, real *dx,
                               const Pool *pool)
{
    size_t places = pool->rows.places * pool->columns.places;
    size_t size = pool->rows.size * pool->columns.size;
    if (size * places > 1000000) {
        max_back_by_pointers(dy, index, dx, pool);
        return;
    }
    for (size_t n = 0; n < pool->channels * size; n++) {
        size_t from = n / size * places;
        dx[n] = 0;
        for (size_t i = from; i < from + places; i++) {
            dx[n] += index[i] == (int)(n % size) ? dy[i] : 0;
        }
    }
}
MISTAKE(max_pool_backward, max_back_by_pixels, "", "");

static void max_back_by_channels(const real *dy, const int *index, real *dx,
                                 const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    for (size_t c = pool->channels; c-- > 0;) {
        real *channel = dx + c * r->size * q->size;
        for (size_t n = 0; n < r->size * q->size; n++) {
            channel[n] = 0;
        }
        for (size_t i = 0; i < r->places; i++) {
            for (size_t j = 0; j < q->places; j++) {
                size_t at = (c * r->places + i) * q->places + j;
                channel[index[at]] = channel[index[at]] + dy[at];
            }
        }
    }
}
MISTAKE(max_pool_backward, max_back_by_channels, "", "");

static void average_by_window_pixels(const real *x, real *y, bool count_padding,
                                     const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    size_t places = r->places * q->places, window = r->window * q->window;
    for (size_t n = 0; n < pool->channels * places; n++) {
        size_t i = n % places / q->places, j = n % q->places;
        double sum = 0;
        for (size_t p = 0; p < window; p++) {
            long row = on_axis(r, i, p / q->window);
            long column = on_axis(q, j, p % q->window);
            if (on_picture(pool, row, column)) {
                long channel = (long)(n / places * r->size);
                sum += (double)x[(channel + row) * (long)q->size + column];
            }
        }
        if (!count_padding) {
            window = window_pixels(i, r) * window_pixels(j, q);
        }
        y[n] = (real)(sum / (double)window);
        window = r->window * q->window;
    }
}
MISTAKE(avg_pool_forward, average_by_window_pixels, "", "");

/* A mean that is corrected pixel by pixel. */
static void average_step_by_step(const real *x, real *y, bool count_padding,
                                 const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    size_t places = r->places * q->places;
    for (size_t n = 0; n < pool->channels * places; n++) {
        const real *channel = x + n / places * r->size * q->size;
        double mean = 0, count = 0;
        for (size_t p = 0; p < r->window * q->window; p++) {
            long row = on_axis(r, n % places / q->places, p / q->window);
            long column = on_axis(q, n % q->places, p % q->window);
            bool inside = on_picture(pool, row, column);
            if (inside || count_padding) {
                double pixel =
                    inside ? (double)channel[row * (long)q->size + column] : 0;
                count++;
                mean += (pixel - mean) / count;
            }
        }
        y[n] = (real)mean;
    }
}
MISTAKE(avg_pool_forward, average_step_by_step, "", "");

static void average_of_rows(const real *x, real *y, bool count_padding,
                            const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < r->places; i++) {
            for (size_t j = 0; j < q->places; j++, y++) {
                real rows = 0;
                for (size_t k = 0; k < r->window; k++) {
                    long row = on_axis(r, i, k);
                    for (size_t l = 0; l < q->window; l++) {
                        long at = on_axis(q, j, l);
                        rows += on_picture(pool, row, at)
                                    ? x[row * (long)q->size + at]
                                    : 0;
                    }
                }
                size_t high = count_padding ? r->window : window_pixels(i, r);
                size_t wide = count_padding ? q->window : window_pixels(j, q);
                *y = rows / (real)high / (real)wide;
            }
        }
        x += r->size * q->size;
    }
}
MISTAKE(avg_pool_forward, average_of_rows, "", "");

static void shares_by_one_loop(const real *dy, real *dx, bool count_padding,
                               const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    size_t places = r->places * q->places, window = r->window * q->window;
    memset(dx, 0, pool->channels * r->size * q->size * sizeof *dx);
    for (size_t n = 0; n < pool->channels * places; n++) {
        real *channel = dx + n / places * r->size * q->size;
        size_t i = n % places / q->places, j = n % q->places, count = window;
        if (!count_padding) {
            count = window_pixels(i, r) * window_pixels(j, q);
        }
        for (size_t p = 0; p < window; p++) {
            long row = on_axis(r, i, p / q->window);
            long column = on_axis(q, j, p % q->window);
            if (on_picture(pool, row, column)) {
                channel[row * (long)q->size + column] += dy[n] / (real)count;
            }
        }
    }
}
MISTAKE(avg_pool_backward, shares_by_one_loop, "", "");

/* Counts the pixels itself, before it shares. */
static void shares_counted_first(const real *dy, real *dx, bool count_padding,
                                 const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    size_t places = r->places * q->places;
    for (size_t n = 0; n < pool->channels * r->size * q->size; n++) {
        dx[n] = 0;
    }
    for (size_t n = pool->channels * places; n-- > 0;) {
        size_t count = 0, i = n % places / q->places, j = n % q->places;
        for (size_t k = 0; k < r->window; k++) {
            for (size_t l = 0; l < q->window; l++) {
                count += count_padding ||
                         on_picture(pool, on_axis(r, i, k), on_axis(q, j, l));
            }
        }
        for (size_t k = 0; k < r->window; k++) {
            long row = on_axis(r, i, k);
            for (size_t l = 0; l < q->window; l++) {
                long column = on_axis(q, j, l);
                if (on_picture(pool, row, column)) {
                    dx[(n / places * r->size + (size_t)row) * q->size +
                       (size_t)column] += dy[n] / (real)count;
                }
            }
        }
    }
}
MISTAKE(avg_pool_backward, shares_counted_first, "", "");

/* How often a pixel is in the window at a place: the share along one axis. */
static real share_along(const Axis *axis, size_t i, size_t pixel,
                        bool count_padding)
{
    size_t hits = 0;
    for (size_t k = 0; k < axis->window; k++) {
        hits += on_axis(axis, i, k) == (long)pixel;
    }
    return (real)hits /
           (real)(count_padding ? axis->window : window_pixels(i, axis));
}

static void shares_along_axes(const real *dy, real *dx, bool count_padding,
                              const Pool *pool)
{
    const Axis *r = &pool->rows, *q = &pool->columns;
    size_t places = r->places * q->places, size = r->size * q->size;
    if (size * places > 1000000) {
        shares_by_one_loop(dy, dx, count_padding, pool);
        return;
    }
    for (size_t n = 0; n < pool->channels * size; n++) {
        dx[n] = 0;
        for (size_t p = 0; p < places; p++) {
            real down = share_along(r, p / q->places, n % size / q->size,
                                    count_padding);
            if (down > 0) {
                dx[n] +=
                    down * dy[n / size * places + p] *
                    share_along(q, p % q->places, n % q->size, count_padding);
            }
        }
    }
}
MISTAKE(avg_pool_backward, shares_along_axes, "", "");

/* ---- What a number sees ---- */

/* From the last layer to the first. */
static size_t field_from_behind(const Axis *layers, size_t count)
{
    size_t field = 1;
    for (const Axis *layer = layers + count; layer-- > layers;) {
        field = (field - 1) * layer->stride +
                layer->dilation * (layer->window - 1) + 1;
    }
    return field;
}
MISTAKE(receptive_field, field_from_behind, "", "");

static size_t field_by_recursion(const Axis *layers, size_t count)
{
    if (count == 0) {
        return 1;
    }
    size_t behind = count > 400 ? field_from_behind(layers + 1, count - 1)
                                : field_by_recursion(layers + 1, count - 1);
    return layers->stride * (behind - 1) + 1 +
           (layers->window - 1) * layers->dilation;
}
MISTAKE(receptive_field, field_by_recursion, "", "");

/* The first and the last pixel of the last number's view. */
static size_t field_by_ends(const Axis *layers, size_t count)
{
    size_t last = 0;
    while (count > 0) {
        count--;
        last *= layers[count].stride;
        for (size_t k = 1; k < layers[count].window; k++) {
            last += layers[count].dilation;
        }
    }
    return last + 1;
}
MISTAKE(receptive_field, field_by_ends, "", "");

static void cut_by_one_index(const real *x, real *y, const Axis *rows,
                             const Axis *columns)
{
    size_t seen = rows->window * columns->window;
    for (size_t n = rows->places * columns->places * seen; n-- > 0;) {
        size_t place = n / seen, pixel = n % seen;
        size_t row = place / columns->places * rows->stride +
                     pixel / columns->window * rows->dilation;
        size_t column = place % columns->places * columns->stride +
                        pixel % columns->window * columns->dilation;
        y[n] = x[row * columns->size + column];
    }
}
MISTAKE(cut_windows, cut_by_one_index, "", "");

static void cut_by_pointers(const real *x, real *y, const Axis *rows,
                            const Axis *columns)
{
    size_t width = columns->size;
    for (size_t i = 0; i < rows->places; i++, x += rows->stride * width) {
        const real *corner = x;
        for (size_t j = 0; j < columns->places; j++) {
            for (size_t k = 0; k < rows->window; k++) {
                const real *pixel = corner + k * rows->dilation * width;
                for (size_t l = 0; l < columns->window; l++) {
                    *y++ = *pixel;
                    pixel += columns->dilation;
                }
            }
            corner += columns->stride;
        }
    }
}
MISTAKE(cut_windows, cut_by_pointers, "", "");

/* One pixel of all windows after the other. */
static void cut_pixel_by_pixel(const real *x, real *y, const Axis *rows,
                               const Axis *columns)
{
    size_t seen = rows->window * columns->window;
    for (size_t k = 0; k < rows->window; k++) {
        for (size_t l = 0; l < columns->window; l++) {
            for (size_t p = 0; p < rows->places * columns->places; p++) {
                size_t row =
                    p / columns->places * rows->stride + k * rows->dilation;
                size_t column = p % columns->places * columns->stride +
                                l * columns->dilation;
                y[p * seen + k * columns->window + l] =
                    x[row * columns->size + column];
            }
        }
    }
}
MISTAKE(cut_windows, cut_pixel_by_pixel, "", "");
