/* The gradient of a convolution by its weights with AVX2, for stride 1 along
   the rows; all others by the functions of the chapters. The sums of some
   filters and some columns of the window stay in registers, eight columns of
   the output at a time. Each sum is made in the same order, whoever else is
   computed. */
#include "kernels_avx2.h"

#if HAS_AVX2

#include "vectors_avx2.h"

enum {
    FILTERS = 4, /* of a tile */
    TAPS = 3,    /* ... columns of the window */
    GROUP = 8    /* examples whose gradients are summed before they are kept */
};

/* What the loops need to know of a convolution of one group. */
typedef struct Shapes {
    size_t channels, filters;           /* of the group */
    size_t height, width;               /* of the padded picture */
    size_t rows, columns;               /* of the output */
    size_t window_rows, window_columns; /* ... */
    size_t down, right;                 /* dilation */
    size_t stride;                      /* of the rows */
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
                    conv->rows.stride};
}

static bool is_handled(const Conv *conv)
{
    return conv->columns.stride == 1;
}

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

size_t conv_weights_scratch_avx2(const Conv *conv)
{
    Shapes s = shapes_of(conv);
    size_t sums = FILTERS * s.channels * s.window_rows * s.window_columns;
    size_t pictures =
        kernels_is_padded(conv) ? GROUP * kernels_padded(conv) : 0;
    return (LANES * sums + pictures) * sizeof(float);
}

#endif
