/* Convolutions with AVX2, directly on the picture, for stride 1 along the rows;
   all others as products of matrices, and backward by the functions of the
   chapters. A tile of sums stays in
   registers: some filters, two rows and eight columns of the output. Each sum
   is made in the same order, wherever it stands and who else is computed. */
#include "kernels_avx2.h"

#if HAS_AVX2

#include "avx2.h"
#include "cnn.h"
#include "vectors_avx2.h"

#include <string.h>

enum {
    FILTERS = 4, /* of a tile */
    ROWS = 2,
    TAPS = 3, /* columns of the window, in a tile of weight gradients */
    GROUP = 8 /* examples whose gradients are summed before they are kept */
};

/* What the loops need to know of a convolution of one group. */
typedef struct Shapes {
    size_t channels, filters;           /* of the group */
    size_t height, width;               /* of the padded picture */
    size_t rows, columns;               /* of the output */
    size_t window_rows, window_columns; /* ... */
    size_t down, right;                 /* dilation */
    size_t stride;                      /* of the rows */
    size_t zeros; /* rows of 0 above and below, which need not be read */
} Shapes;

static Shapes shapes_of(const Conv *conv)
{
    return (Shapes){conv->in_channels / conv->groups,
                    conv->out_channels / conv->groups,
                    padded_size(&conv->rows),
                    padded_size(&conv->columns),
                    conv->rows.places,
                    conv->columns.places,
                    conv->rows.window,
                    conv->columns.window,
                    conv->rows.dilation,
                    conv->columns.dilation,
                    conv->rows.stride,
                    0};
}

static bool is_handled(const Conv *conv)
{
    return conv->columns.stride == 1;
}

/* ---- Forward ---- */

/* Rows of the window. */
typedef struct RowRange {
    size_t first, end;
} RowRange;

/* Those that do not meet zeros alone, for rows i ... i + rows − 1. */
static RowRange rows_in_use(const Shapes *s, size_t i, size_t rows)
{
    size_t top = i * s->stride, bottom = (i + rows - 1) * s->stride;
    size_t last = s->height - s->zeros; /* the first row of zeros below */
    RowRange range = {0, s->window_rows};
    while (range.first < range.end &&
           bottom + range.first * s->down < s->zeros) {
        range.first++;
    }
    while (range.end > range.first && top + (range.end - 1) * s->down >= last) {
        range.end--;
    }
    return range;
}

/* `filters` ≤ FILTERS filters, `rows` ≤ ROWS rows and up to 8 columns.
   x: where the window begins; y: where the tile does. */
static inline __attribute__((always_inline)) void
forward_tile(const float *x, const float *w, const float *b, float *y,
             const Shapes *s, size_t filters, size_t rows, RowRange range,
             bool masked, __m256i mask)
{
    size_t window = s->window_rows * s->window_columns;
    size_t weights = s->channels * window;
    __m256 sum[FILTERS][ROWS];
#pragma GCC unroll 4
    for (size_t o = 0; o < filters; o++) {
#pragma GCC unroll 2
        for (size_t r = 0; r < rows; r++) {
            sum[o][r] = _mm256_set1_ps(b[o]);
        }
    }
    for (size_t c = 0; c < s->channels; c++) {
        const float *weight_at =
            w + c * window + range.first * s->window_columns;
        for (size_t k = range.first; k < range.end; k++) {
            const float *row = x + (c * s->height + k * s->down) * s->width;
            for (size_t l = 0; l < s->window_columns; l++) {
                __m256 pixel[ROWS];
#pragma GCC unroll 2
                for (size_t r = 0; r < rows; r++) {
                    const float *at = row + r * s->stride * s->width;
                    pixel[r] = masked ? _mm256_maskload_ps(at, mask)
                                      : _mm256_loadu_ps(at);
                }
#pragma GCC unroll 4
                for (size_t o = 0; o < filters; o++) {
                    __m256 weight =
                        _mm256_broadcast_ss(weight_at + o * weights);
#pragma GCC unroll 2
                    for (size_t r = 0; r < rows; r++) {
                        sum[o][r] =
                            _mm256_fmadd_ps(weight, pixel[r], sum[o][r]);
                    }
                }
                row += s->right;
                weight_at++;
            }
        }
    }
#pragma GCC unroll 4
    for (size_t o = 0; o < filters; o++) {
#pragma GCC unroll 2
        for (size_t r = 0; r < rows; r++) {
            float *at = y + (o * s->rows + r) * s->columns;
            if (masked) {
                _mm256_maskstore_ps(at, mask, sum[o][r]);
            } else {
                _mm256_storeu_ps(at, sum[o][r]);
            }
        }
    }
}

/* All columns of some filters and rows. Where the last eight would reach too
   far they begin further left: the same sums are then made twice. */
static inline __attribute__((always_inline)) void
forward_rows(const float *x, const float *w, const float *b, float *y,
             const Shapes *s, size_t filters, size_t rows, RowRange range)
{
    if (s->columns < LANES) {
        forward_tile(x, w, b, y, s, filters, rows, range, true,
                     first_lanes(s->columns));
        return;
    }
    for (size_t j = 0; j < s->columns; j += LANES) {
        size_t at = j + LANES <= s->columns ? j : s->columns - LANES;
        forward_tile(x + at, w, b, y + at, s, filters, rows, range, false,
                     _mm256_setzero_si256());
    }
}

static void forward_filters(const float *x, const float *w, const float *b,
                            float *y, const Shapes *s, size_t filters)
{
    for (size_t i = 0; i < s->rows; i += ROWS) {
        const float *from = x + i * s->stride * s->width;
        float *to = y + i * s->columns;
        bool two = i + ROWS <= s->rows;
        RowRange range = rows_in_use(s, i, two ? ROWS : 1);
        if (filters == FILTERS && two) {
            forward_rows(from, w, b, to, s, FILTERS, ROWS, range);
        } else if (filters == FILTERS) {
            forward_rows(from, w, b, to, s, FILTERS, 1, range);
        } else {
            size_t weights = s->channels * s->window_rows * s->window_columns;
            size_t size = s->rows * s->columns;
            for (size_t o = 0; o < filters; o++) {
                if (two) {
                    forward_rows(from, w + o * weights, b + o, to + o * size, s,
                                 1, ROWS, range);
                } else {
                    forward_rows(from, w + o * weights, b + o, to + o * size, s,
                                 1, 1, range);
                }
            }
        }
    }
}

/* One padded picture. */
static void forward_picture(const float *x, const float *w, const float *b,
                            float *y, Padding kind, const Conv *conv)
{
    Shapes s = shapes_of(conv);
    s.zeros = kind == PAD_ZERO ? conv->rows.padding : 0;
    size_t weights = s.channels * s.window_rows * s.window_columns;
    for (size_t o = 0; o < conv->out_channels;) {
        size_t group = o / s.filters, left = (group + 1) * s.filters - o;
        size_t filters = left < FILTERS ? left : FILTERS;
        forward_filters(x + group * s.channels * s.height * s.width,
                        w + o * weights, b + o, y + o * s.rows * s.columns, &s,
                        filters);
        o += filters;
    }
}

/* Floats that a product needs beside the padded picture: the packed filters of
   a group and its columns. */
static size_t packed_size(const Shapes *s)
{
    size_t weights = s->channels * s->window_rows * s->window_columns;
    return (s->filters + TILE_ROWS - 1) * weights;
}

static size_t columns_size(const Shapes *s)
{
    return s->channels * s->window_rows * s->window_columns * s->rows *
           s->columns;
}

/* One padded picture as a product of matrices, group by group: any stride. */
static void forward_product(const float *x, const float *w, const float *b,
                            float *y, const Conv *conv, float *room)
{
    Shapes s = shapes_of(conv);
    size_t weights = s.channels * s.window_rows * s.window_columns;
    float *packed = room, *columns = packed + packed_size(&s);
    Conv one = *conv;
    one.in_channels = s.channels;
    for (size_t g = 0; g < conv->groups; g++) {
        pack_rows(w, packed, s.filters, weights, TILE_ROWS);
        im2col(x, columns, &one);
        product_avx2(packed, columns, b, y, s.filters, weights,
                     s.rows * s.columns);
        x += s.channels * s.height * s.width;
        w += s.filters * weights;
        b += s.filters;
        y += s.filters * s.rows * s.columns;
    }
}

void conv_forward_avx2(const float *x, const float *w, const float *b, float *y,
                       Padding kind, const Conv *conv, size_t n, void *scratch)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    float *padded = scratch, *room = padded + kernels_padded(conv);
    for (size_t e = 0; e < n; e++, y += out) {
        const float *picture = x + e * in;
        if (kernels_is_padded(conv)) {
            kernels_pad(picture, padded, kind, conv);
            picture = padded;
        }
        if (is_handled(conv)) {
            forward_picture(picture, w, b, y, kind, conv);
        } else {
            forward_product(picture, w, b, y, conv, room);
        }
    }
}

/* ---- Gradient by the input: a convolution of dy, with as many zeros around it
   as the window is long, by the filters turned round ---- */

/* That convolution. Only for rows of stride 1. */
static Conv turned(const Conv *conv)
{
    Conv back = *conv;
    Axis *axes[] = {&back.rows, &back.columns};
    back.in_channels = conv->out_channels;
    back.out_channels = conv->in_channels;
    for (size_t i = 0; i < 2; i++) {
        Axis *axis = axes[i];
        size_t places = padded_size(axis);
        axis->size = axis->places;
        axis->padding = axis->dilation * (axis->window - 1);
        axis->places = places;
    }
    return back;
}

/* to[c][o][k][l] = from[o][c][K − 1 − k][L − 1 − l], group by group. */
static void turn_filters(const float *from, float *to, const Conv *conv)
{
    Shapes s = shapes_of(conv);
    size_t window = s.window_rows * s.window_columns;
    for (size_t g = 0; g < conv->groups; g++) {
        for (size_t c = 0; c < s.channels; c++) {
            for (size_t o = 0; o < s.filters; o++) {
                for (size_t k = 0; k < window; k++) {
                    to[(c * s.filters + o) * window + k] =
                        from[(o * s.channels + c) * window + window - 1 - k];
                }
            }
        }
        from += s.filters * s.channels * window;
        to += s.filters * s.channels * window;
    }
}

static size_t weights_of(const Conv *conv)
{
    return conv->out_channels * (conv->in_channels / conv->groups) *
           conv->rows.window * conv->columns.window;
}

void conv_inputs_avx2(const float *w, const float *dy, float *dx, Padding kind,
                      const Conv *conv, size_t n, void *scratch)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    float *dpadded = scratch, *filters = dpadded + kernels_padded(conv);
    float *zeros = filters + weights_of(conv);
    float *around = zeros + conv->in_channels;
    bool turns = is_handled(conv) && conv->rows.stride == 1;
    Conv back = turned(conv);
    if (turns) {
        turn_filters(w, filters, conv);
        memset(zeros, 0, conv->in_channels * sizeof *zeros);
    }
    for (size_t e = 0; e < n; e++) {
        float *to = kernels_is_padded(conv) ? dpadded : dx + e * in;
        if (turns) {
            kernels_pad(dy + e * out, around, PAD_ZERO, &back);
            forward_picture(around, filters, zeros, to, PAD_ZERO, &back);
        } else {
            conv_input_gradient(w, dy + e * out, to, conv);
        }
        if (kernels_is_padded(conv)) {
            pad_backward(dpadded, dx + e * in, kind, conv->in_channels,
                         &conv->rows, &conv->columns);
        }
    }
}

/* ---- Gradient by the weights ---- */

/* Eight columns of one row, or those that the mask lets through. */
static inline __attribute__((always_inline)) void
weight_step(const float *pixels, const float *dy, __m256 (*sum)[TAPS],
            const Shapes *s, size_t filters, size_t taps, bool masked,
            __m256i mask)
{
    size_t plane = s->rows * s->columns;
    __m256 gradient[FILTERS];
#pragma GCC unroll 4
    for (size_t o = 0; o < filters; o++) {
        const float *at = dy + o * plane;
        gradient[o] =
            masked ? _mm256_maskload_ps(at, mask) : _mm256_loadu_ps(at);
    }
#pragma GCC unroll 3
    for (size_t l = 0; l < taps; l++) {
        const float *at = pixels + l * s->right;
        __m256 pixel =
            masked ? _mm256_maskload_ps(at, mask) : _mm256_loadu_ps(at);
#pragma GCC unroll 4
        for (size_t o = 0; o < filters; o++) {
            sum[o][l] = _mm256_fmadd_ps(gradient[o], pixel, sum[o][l]);
        }
    }
}

/* Adds to the sums of `filters` filters and `taps` columns of the window, for
   one channel and one row of it.   dy: of the first filter; x: the pixel under
   the first tap at the first place; sums: [filters][taps], `apart` vectors from
   one filter to the next. */
static inline __attribute__((always_inline)) void
weight_tile(const float *x, const float *dy, __m256 *sums, size_t apart,
            const Shapes *s, size_t filters, size_t taps)
{
    __m256 sum[FILTERS][TAPS];
#pragma GCC unroll 4
    for (size_t o = 0; o < filters; o++) {
#pragma GCC unroll 3
        for (size_t l = 0; l < taps; l++) {
            sum[o][l] = sums[o * apart + l];
        }
    }
    size_t whole = s->columns / LANES * LANES;
    __m256i mask = first_lanes(s->columns - whole);
    for (size_t i = 0; i < s->rows; i++) {
        const float *pixels = x + i * s->stride * s->width;
        const float *from = dy + i * s->columns;
        for (size_t j = 0; j < whole; j += LANES) {
            weight_step(pixels + j, from + j, sum, s, filters, taps, false,
                        mask);
        }
        if (whole < s->columns) {
            weight_step(pixels + whole, from + whole, sum, s, filters, taps,
                        true, mask);
        }
    }
#pragma GCC unroll 4
    for (size_t o = 0; o < filters; o++) {
#pragma GCC unroll 3
        for (size_t l = 0; l < taps; l++) {
            sums[o * apart + l] = sum[o][l];
        }
    }
}

/* Of one row of the window, all of its columns. */
static inline __attribute__((always_inline)) void
weight_taps(const float *x, const float *dy, __m256 *sums, size_t apart,
            const Shapes *s, size_t filters)
{
    size_t l = 0;
    for (; l + TAPS <= s->window_columns; l += TAPS) {
        weight_tile(x + l * s->right, dy, sums + l, apart, s, filters, TAPS);
    }
    if (s->window_columns - l == 2) {
        weight_tile(x + l * s->right, dy, sums + l, apart, s, filters, 2);
    } else if (s->window_columns - l == 1) {
        weight_tile(x + l * s->right, dy, sums + l, apart, s, filters, 1);
    }
}

/* One padded picture, `filters` ≤ FILTERS filters of one group.
   sums: [filters][weights of a filter]. */
static void weight_sums(const float *x, const float *dy, __m256 *sums,
                        const Shapes *s, size_t filters)
{
    size_t row = 0, weights = s->channels * s->window_rows * s->window_columns;
    for (size_t c = 0; c < s->channels; c++) {
        for (size_t k = 0; k < s->window_rows; k++) {
            const float *from = x + (c * s->height + k * s->down) * s->width;
            if (filters == FILTERS) {
                weight_taps(from, dy, sums + row, weights, s, FILTERS);
            } else {
                for (size_t o = 0; o < filters; o++) {
                    weight_taps(from, dy + o * s->rows * s->columns,
                                sums + o * weights + row, weights, s, 1);
                }
            }
            row += s->window_columns;
        }
    }
}

/* In an order of its own, the same for all. */
static float sum_of_lanes(__m256 v)
{
    float lane[LANES];
    _mm256_storeu_ps(lane, v);
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) +
           ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

/* Up to FILTERS filters of one group, all examples.
   x: padded; the first channel of the group in the first example. */
static void weight_filters(const float *x, size_t x_each, const float *dy,
                           size_t dy_each, float *dw, float *db,
                           const Shapes *s, size_t filters, size_t n,
                           __m256 *sums)
{
    size_t weights = s->channels * s->window_rows * s->window_columns;
    size_t plane = s->rows * s->columns;
    for (size_t i = 0; i < filters * weights; i++) {
        sums[i] = _mm256_setzero_ps();
    }
    for (size_t e = 0; e < n; e++) {
        weight_sums(x + e * x_each, dy + e * dy_each, sums, s, filters);
        for (size_t o = 0; o < filters; o++) {
            float sum = 0;
            for (size_t i = 0; i < plane; i++) {
                sum += dy[e * dy_each + o * plane + i];
            }
            db[o] += sum;
        }
    }
    for (size_t i = 0; i < filters * weights; i++) {
        dw[i] += sum_of_lanes(sums[i]);
    }
}

/* The same without AVX2: the filters of a share lie in one or more groups. */
static void weights_plain(const float *x, const float *dy, float *dw, float *db,
                          const Conv *conv, size_t first, size_t filters)
{
    Shapes s = shapes_of(conv);
    size_t weights = s.channels * s.window_rows * s.window_columns;
    for (size_t o = first; o < first + filters; o++) {
        Conv one = *conv;
        one.in_channels = s.channels;
        one.out_channels = one.groups = 1;
        const float *from = dy + o * s.rows * s.columns;
        conv_weight_gradient(x + o / s.filters * s.channels * s.height *
                                     s.width,
                             from, dw + o * weights, &one);
        conv_bias_gradient(from, db + o, &one);
    }
}

void conv_weights_avx2(const float *x, const float *dy, float *dw, float *db,
                       Padding kind, const Conv *conv, size_t n, size_t first,
                       size_t filters, void *scratch)
{
    Shapes s = shapes_of(conv);
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * s.rows * s.columns;
    size_t weights = s.channels * s.window_rows * s.window_columns;
    size_t padded = kernels_padded(conv);
    __m256 *sums = scratch;
    float *pictures = (float *)(sums + FILTERS * weights);
    size_t most = kernels_is_padded(conv) ? GROUP : n;
    for (size_t e = 0; e < n; e += most) {
        size_t count = n - e < most ? n - e : most;
        const float *from = x + e * in;
        for (size_t p = 0; kernels_is_padded(conv) && p < count; p++) {
            kernels_pad(from + p * in, pictures + p * padded, kind, conv);
        }
        from = kernels_is_padded(conv) ? pictures : from;
        for (size_t o = first; o < first + filters;) {
            size_t group = o / s.filters, left = (group + 1) * s.filters - o;
            size_t share = first + filters - o;
            size_t tile = left < FILTERS ? left : FILTERS;
            tile = share < tile ? share : tile;
            if (is_handled(conv)) {
                weight_filters(from + group * s.channels * s.height * s.width,
                               padded, dy + e * out + o * s.rows * s.columns,
                               out, dw + o * weights, db + o, &s, tile, count,
                               sums);
            } else {
                for (size_t p = 0; p < count; p++) {
                    weights_plain(from + p * padded, dy + (e + p) * out, dw, db,
                                  conv, o, tile);
                }
            }
            o += tile;
        }
    }
}

size_t conv_scratch_avx2(const Conv *conv)
{
    Conv back = turned(conv);
    size_t padded = kernels_padded(conv);
    size_t channels = conv->in_channels / conv->groups;
    size_t inputs =
        padded + weights_of(conv) + conv->in_channels + kernels_padded(&back);
    size_t sums = FILTERS * channels * conv->rows.window * conv->columns.window;
    size_t weights =
        LANES * sums + (kernels_is_padded(conv) ? GROUP * padded : 0);
    Shapes s = shapes_of(conv);
    size_t forward = padded + packed_size(&s) + columns_size(&s);
    size_t most = inputs > weights ? inputs : weights;
    if (!is_handled(conv) && forward > most) {
        most = forward;
    }
    return most * sizeof(float);
}

/* ---- Max pooling ---- */

/* Windows of 2 × 2, side by side, as most networks have them. */
static void pool_two(const float *x, float *y, int *index, const Pool *pool)
{
    size_t width = pool->columns.size;
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < pool->rows.places; i++) {
            for (size_t j = 0; j < pool->columns.places; j++) {
                int at = (int)(2 * i * width + 2 * j);
                const float *upper = x + at, *lower = upper + width;
                int right = upper[1] > upper[0];
                float top = right ? upper[1] : upper[0];
                int other = lower[1] > lower[0];
                float bottom = other ? lower[1] : lower[0];
                bool below = bottom > top;
                *y++ = below ? bottom : top;
                *index++ = at + (below ? (int)width + other : right);
            }
        }
        x += pool->rows.size * width;
    }
}

static bool is_two(const Axis *axis)
{
    return axis->window == 2 && axis->stride == 2 && axis->padding == 0 &&
           axis->dilation == 1;
}

void max_pool_avx2(const float *x, float *y, int *index, const Pool *pool,
                   size_t n)
{
    size_t in = pool->channels * pool->rows.size * pool->columns.size;
    size_t out = pool->channels * pool->rows.places * pool->columns.places;
    bool two = is_two(&pool->rows) && is_two(&pool->columns);
    for (size_t e = 0; e < n; e++) {
        (two ? pool_two : max_pool_forward)(x + e * in, y + e * out,
                                            index + e * out, pool);
    }
}

#endif
