#include "avx2.h"
#include "probe.h"
#include "vectors_avx2.h"

#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif
#include <stdlib.h>
#include <string.h>

/* ---- Vectors ---- */

static float dot_plainly(const float *a, const float *b, size_t n)
{
    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}
MISTAKE(dot_avx2, dot_plainly, "", "");

/* One sum; the rest number by number. */
static float dot_with_one_sum(const float *a, const float *b, size_t n)
{
    __m256 sum = _mm256_setzero_ps();
    float lane[8], total = 0;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        __m256 product =
            _mm256_mul_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i));
        sum = _mm256_add_ps(sum, product);
    }
    _mm256_storeu_ps(lane, sum);
    for (size_t v = 0; v < 8; v++) {
        total += lane[v];
    }
    while (i < n) {
        total += a[i] * b[i];
        i++;
    }
    return total;
}
MISTAKE(dot_avx2, dot_with_one_sum, "", "");

/* From the end, in double. */
static float dot_from_the_end(const float *a, const float *b, size_t n)
{
    double sum = 0;
    while (n-- > 0) {
        sum += (double)a[n] * (double)b[n];
    }
    return (float)sum;
}
MISTAKE(dot_avx2, dot_from_the_end, "", "");

/* The last vector overlaps the one before it, with what was counted set to 0. */
static float dot_that_overlaps(const float *a, const float *b, size_t n)
{
    if (n < 8) {
        return dot_plainly(a, b, n);
    }
    __m256 even = _mm256_setzero_ps(), odd = even;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        even = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i),
                               even);
        odd = _mm256_fmadd_ps(_mm256_loadu_ps(a + i + 8),
                              _mm256_loadu_ps(b + i + 8), odd);
    }
    for (; i < n; i += 8) {
        size_t at = i + 8 <= n ? i : n - 8;
        float left[8];
        memcpy(left, a + at, sizeof left);
        memset(left, 0, (i - at) * sizeof *left);
        even = _mm256_fmadd_ps(_mm256_loadu_ps(left), _mm256_loadu_ps(b + at),
                               even);
    }
    __m256 sum = _mm256_add_ps(even, odd);
    sum = _mm256_hadd_ps(sum, sum);
    sum = _mm256_hadd_ps(sum, sum);
    return _mm256_cvtss_f32(sum) + _mm_cvtss_f32(_mm256_extractf128_ps(sum, 1));
}
MISTAKE(dot_avx2, dot_that_overlaps, "", "");

static void axpy_plainly(float a, const float *x, float *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        y[i] += a * x[i];
    }
}
MISTAKE(axpy_avx2, axpy_plainly, "", "");

static void axpy_by_pointers(float a, const float *x, float *y, size_t n)
{
    const float *end = x + n;
    for (; x + 8 <= end; x += 8, y += 8) {
        __m256 product = _mm256_mul_ps(_mm256_loadu_ps(x), _mm256_set1_ps(a));
        _mm256_storeu_ps(y, _mm256_add_ps(product, _mm256_loadu_ps(y)));
    }
    for (; x < end; x++, y++) {
        *y = a * *x + *y;
    }
}
MISTAKE(axpy_avx2, axpy_by_pointers, "", "");

/* The rest first. */
static void axpy_rest_first(float a, const float *x, float *y, size_t n)
{
    size_t i = n % 8;
    for (size_t k = 0; k < i; k++) {
        y[k] = fmaf(a, x[k], y[k]);
    }
    for (; i < n; i += 8) {
        __m256 sum =
            _mm256_fmadd_ps(_mm256_broadcast_ss(&a), _mm256_loadu_ps(x + i),
                            _mm256_loadu_ps(y + i));
        _mm256_storeu_ps(y + i, sum);
    }
}
MISTAKE(axpy_avx2, axpy_rest_first, "", "");

/* ---- A convolution by rows ---- */

static void conv_number_by_number(const float *x, const float *w,
                                  const float *b, float *y,
                                  const ValidConv *conv)
{
    for (size_t o = 0; o < conv->filters; o++) {
        for (size_t i = 0; i < conv->rows; i++) {
            for (size_t j = 0; j < conv->columns; j++) {
                const float *weight = w + o * conv->channels *
                                              conv->window_rows *
                                              conv->window_columns;
                float sum = b[o];
                for (size_t c = 0; c < conv->channels; c++) {
                    for (size_t k = 0; k < conv->window_rows; k++) {
                        for (size_t l = 0; l < conv->window_columns; l++) {
                            sum += *weight++ *
                                   x[(c * conv->height + i + k) * conv->width +
                                     j + l];
                        }
                    }
                }
                *y++ = sum;
            }
        }
    }
}
MISTAKE(conv_axpy, conv_number_by_number, "", "");

/* Row of the output by row of the output. */
static void conv_row_by_row(const float *x, const float *w, const float *b,
                            float *y, const ValidConv *conv)
{
    size_t window = conv->window_rows * conv->window_columns;
    for (size_t n = 0; n < conv->filters * conv->rows; n++) {
        size_t o = n / conv->rows, i = n % conv->rows;
        float *row = y + n * conv->columns;
        for (size_t j = 0; j < conv->columns; j++) {
            row[j] = b[o];
        }
        for (size_t p = 0; p < conv->channels * window; p++) {
            size_t c = p / window, k = p % window / conv->window_columns;
            size_t l = p % conv->window_columns;
            axpy_avx2(w[o * conv->channels * window + p],
                      x + (c * conv->height + i + k) * conv->width + l, row,
                      conv->columns);
        }
    }
}
MISTAKE(conv_axpy, conv_row_by_row, "", "");

/* The bias last. */
static void conv_bias_last(const float *x, const float *w, const float *b,
                           float *y, const ValidConv *conv)
{
    size_t size = conv->rows * conv->columns;
    memset(y, 0, conv->filters * size * sizeof *y);
    for (size_t o = conv->filters; o-- > 0;) {
        for (size_t c = 0; c < conv->channels; c++) {
            for (size_t k = 0; k < conv->window_rows; k++) {
                for (size_t i = 0; i < conv->rows; i++) {
                    for (size_t l = 0; l < conv->window_columns; l++) {
                        size_t at =
                            ((o * conv->channels + c) * conv->window_rows + k) *
                                conv->window_columns +
                            l;
                        axpy_avx2(w[at],
                                  x + (c * conv->height + i + k) * conv->width +
                                      l,
                                  y + (o * conv->rows + i) * conv->columns,
                                  conv->columns);
                    }
                }
            }
        }
        for (size_t n = 0; n < size; n++) {
            y[o * size + n] += b[o];
        }
    }
}
MISTAKE(conv_axpy, conv_bias_last, "", "");

/* ---- im2col ---- */

static void columns_by_one_index(const float *x, float *columns,
                                 const Conv *conv)
{
    const Axis *down = &conv->rows, *right = &conv->columns;
    size_t window = down->window * right->window;
    size_t places = down->places * right->places;
    for (size_t n = 0; n < conv->in_channels * window * places; n++) {
        size_t c = n / places / window, at = n / places % window;
        size_t row = n % places / right->places * down->stride +
                     at / right->window * down->dilation;
        size_t column = n % right->places * right->stride +
                        at % right->window * right->dilation;
        columns[n] =
            x[(c * padded_size(down) + row) * padded_size(right) + column];
    }
}
MISTAKE(im2col, columns_by_one_index, "", "");

/* Place by place, column by column of the matrix. */
static void columns_by_places(const float *x, float *columns, const Conv *conv)
{
    size_t height = conv->rows.size + 2 * conv->rows.padding;
    size_t width = conv->columns.size + 2 * conv->columns.padding;
    size_t places = conv->rows.places * conv->columns.places;
    for (size_t i = 0; i < conv->rows.places; i++) {
        for (size_t j = 0; j < conv->columns.places; j++) {
            float *to = columns + i * conv->columns.places + j;
            for (size_t c = 0; c < conv->in_channels; c++) {
                for (size_t k = 0; k < conv->rows.window; k++) {
                    for (size_t l = 0; l < conv->columns.window; l++) {
                        *to = x[c * height * width +
                                (i * conv->rows.stride +
                                 k * conv->rows.dilation) *
                                    width +
                                j * conv->columns.stride +
                                l * conv->columns.dilation];
                        to += places;
                    }
                }
            }
        }
    }
}
MISTAKE(im2col, columns_by_places, "", "");

/* Whole rows are copied where the stride is 1. */
static void columns_by_copying(const float *x, float *columns, const Conv *conv)
{
    size_t width = padded_size(&conv->columns);
    size_t size = padded_size(&conv->rows) * width;
    for (size_t c = 0; c < conv->in_channels; c++, x += size) {
        for (size_t k = 0; k < conv->rows.window; k++) {
            for (size_t l = 0; l < conv->columns.window; l++) {
                const float *from = x + k * conv->rows.dilation * width +
                                    l * conv->columns.dilation;
                for (size_t i = 0; i < conv->rows.places; i++) {
                    if (conv->columns.stride == 1) {
                        memcpy(columns, from,
                               conv->columns.places * sizeof *columns);
                    } else {
                        for (size_t j = 0; j < conv->columns.places; j++) {
                            columns[j] = from[j * conv->columns.stride];
                        }
                    }
                    columns += conv->columns.places;
                    from += conv->rows.stride * width;
                }
            }
        }
    }
}
MISTAKE(im2col, columns_by_copying, "", "");

/* ---- Packing ---- */

static void pack_from_zeros(const float *a, float *packed, size_t rows,
                            size_t k, size_t tile)
{
    memset(packed, 0, (rows + tile - 1) / tile * tile * k * sizeof *packed);
    for (size_t row = 0; row < rows; row++) {
        for (size_t p = 0; p < k; p++) {
            packed[(row / tile * k + p) * tile + row % tile] = a[row * k + p];
        }
    }
}
MISTAKE(pack_rows, pack_from_zeros, "", "");

static void pack_by_rows(const float *a, float *packed, size_t rows, size_t k,
                         size_t tile)
{
    size_t groups = rows / tile + (rows % tile != 0);
    for (size_t row = 0; row < groups * tile; row++) {
        float *to = packed + row / tile * tile * k + row % tile;
        for (size_t p = 0; p < k; p++, to += tile) {
            *to = 0;
            if (row < rows) {
                *to = *a++;
            }
        }
    }
}
MISTAKE(pack_rows, pack_by_rows, "", "");

static void pack_by_one_index(const float *a, float *packed, size_t rows,
                              size_t k, size_t tile)
{
    size_t groups = (rows - 1) / tile + 1;
    for (size_t n = 0; n < groups * k * tile; n++) {
        size_t row = n / (k * tile) * tile + n % tile, p = n / tile % k;
        packed[n] = row >= rows ? 0 : a[row * k + p];
    }
}
MISTAKE(pack_rows, pack_by_one_index, "", "");

/* ---- Tiles ---- */

static void tile_plainly(const float *a, const float *b, size_t b_row, float *c,
                         size_t c_row, size_t k)
{
    for (size_t p = 0; p < k; p++) {
        for (size_t i = 0; i < TILE_ROWS; i++) {
            for (size_t j = 0; j < TILE_COLUMNS; j++) {
                c[i * c_row + j] += a[p * TILE_ROWS + i] * b[p * b_row + j];
            }
        }
    }
}
MISTAKE(tile_avx2, tile_plainly, "", "");

/* Row by row, two sums at a time. */
static void tile_by_rows(const float *a, const float *b, size_t b_row, float *c,
                         size_t c_row, size_t k)
{
    for (size_t i = 0; i < TILE_ROWS; i++) {
        __m256 left = _mm256_loadu_ps(c + i * c_row);
        __m256 right = _mm256_loadu_ps(c + i * c_row + 8);
        for (size_t p = 0; p < k; p++) {
            __m256 factor = _mm256_set1_ps(a[p * TILE_ROWS + i]);
            left =
                _mm256_fmadd_ps(factor, _mm256_loadu_ps(b + p * b_row), left);
            right = _mm256_fmadd_ps(factor, _mm256_loadu_ps(b + p * b_row + 8),
                                    right);
        }
        _mm256_storeu_ps(c + i * c_row, left);
        _mm256_storeu_ps(c + i * c_row + 8, right);
    }
}
MISTAKE(tile_avx2, tile_by_rows, "", "");

/* The sums begin as 0, and c is added at the end. */
static void tile_c_last(const float *a, const float *b, size_t b_row, float *c,
                        size_t c_row, size_t k)
{
    float sums[TILE_ROWS][TILE_COLUMNS] = {{0}};
    for (; k > 0; k--, a += TILE_ROWS, b += b_row) {
        for (size_t n = 0; n < TILE_ROWS * TILE_COLUMNS; n++) {
            sums[n / TILE_COLUMNS][n % TILE_COLUMNS] +=
                a[n / TILE_COLUMNS] * b[n % TILE_COLUMNS];
        }
    }
    for (size_t i = 0; i < TILE_ROWS; i++, c += c_row) {
        axpy_plainly(1, sums[i], c, TILE_COLUMNS);
    }
}
MISTAKE(tile_avx2, tile_c_last, "", "");

static void product_plainly(const float *packed, const float *b,
                            const float *bias, float *y, size_t filters,
                            size_t k, size_t places)
{
    for (size_t i = 0; i < filters; i++) {
        for (size_t j = 0; j < places; j++) {
            float sum = bias[i];
            for (size_t p = 0; p < k; p++) {
                sum +=
                    packed[i / 6 * 6 * k + p * 6 + i % 6] * b[p * places + j];
            }
            y[i * places + j] = sum;
        }
    }
}
MISTAKE(product_avx2, product_plainly, "", "");

/* The whole strip at the edge is copied before the tiles. */
static void product_by_copied_strips(const float *packed, const float *b,
                                     const float *bias, float *y,
                                     size_t filters, size_t k, size_t places)
{
    float *strip = malloc(k * TILE_COLUMNS * sizeof *strip);
    if (strip == NULL) {
        return;
    }
    for (size_t j = 0; j < places; j += TILE_COLUMNS) {
        size_t columns = places - j < TILE_COLUMNS ? places - j : TILE_COLUMNS;
        memset(strip, 0, k * TILE_COLUMNS * sizeof *strip);
        for (size_t p = 0; p < k; p++) {
            memcpy(strip + p * TILE_COLUMNS, b + p * places + j,
                   columns * sizeof *strip);
        }
        for (size_t i = 0; i < filters; i += TILE_ROWS) {
            float tile[TILE_ROWS][TILE_COLUMNS] = {{0}};
            tile_avx2(packed + i * k, strip, TILE_COLUMNS, tile[0],
                      TILE_COLUMNS, k);
            for (size_t r = 0; r < TILE_ROWS && i + r < filters; r++) {
                for (size_t q = 0; q < columns; q++) {
                    y[(i + r) * places + j + q] = tile[r][q] + bias[i + r];
                }
            }
        }
    }
    free(strip);
}
MISTAKE(product_avx2, product_by_copied_strips, "", "");

/* Whole tiles go straight to y, the rest number by number. */
static void product_straight(const float *packed, const float *b,
                             const float *bias, float *y, size_t filters,
                             size_t k, size_t places)
{
    size_t rows = filters / TILE_ROWS * TILE_ROWS;
    size_t columns = places / TILE_COLUMNS * TILE_COLUMNS;
    for (size_t n = 0; n < filters * places; n++) {
        y[n] = bias[n / places];
    }
    for (size_t i = 0; i < rows; i += TILE_ROWS) {
        for (size_t j = 0; j < columns; j += TILE_COLUMNS) {
            tile_avx2(packed + i * k, b + j, places, y + i * places + j, places,
                      k);
        }
    }
    for (size_t i = 0; i < filters; i++) {
        for (size_t j = i < rows ? columns : 0; j < places; j++) {
            for (size_t p = 0; p < k; p++) {
                y[i * places + j] +=
                    packed[(i / TILE_ROWS * k + p) * TILE_ROWS +
                           i % TILE_ROWS] *
                    b[p * places + j];
            }
        }
    }
}
MISTAKE(product_avx2, product_straight, "", "");

/* ---- Directly ---- */

static void sums_plainly(const float *x, const float *w, const float *bias,
                         float *sums, const ValidConv *conv)
{
    for (size_t n = 0; n < 5 * 2 * 8; n++) {
        size_t o = n / 16, r = n / 8 % 2, j = n % 8;
        const float *weight = w + o;
        float sum = bias[o];
        for (size_t c = 0; c < conv->channels; c++) {
            for (size_t k = 0; k < conv->window_rows; k++) {
                for (size_t l = 0; l < conv->window_columns; l++) {
                    sum += *weight *
                           x[(c * conv->height + r + k) * conv->width + j + l];
                    weight += 5;
                }
            }
        }
        sums[n] = sum;
    }
}
MISTAKE(conv_tile_avx2, sums_plainly, "", "");

/* One filter after the other. */
static void sums_by_filters(const float *x, const float *w, const float *bias,
                            float *sums, const ValidConv *conv)
{
    size_t window = conv->window_rows * conv->window_columns;
    for (size_t o = 0; o < FILTERS_AT_ONCE; o++) {
        __m256 upper = _mm256_set1_ps(bias[o]), lower = upper;
        for (size_t p = 0; p < conv->channels * window; p++) {
            const float *at = x +
                              (p / window * conv->height +
                               p % window / conv->window_columns) *
                                  conv->width +
                              p % conv->window_columns;
            __m256 weight = _mm256_set1_ps(w[p * FILTERS_AT_ONCE + o]);
            upper = _mm256_fmadd_ps(weight, _mm256_loadu_ps(at), upper);
            lower = _mm256_fmadd_ps(weight, _mm256_loadu_ps(at + conv->width),
                                    lower);
        }
        _mm256_storeu_ps(sums + 16 * o, upper);
        _mm256_storeu_ps(sums + 16 * o + 8, lower);
    }
}
MISTAKE(conv_tile_avx2, sums_by_filters, "", "");

/* The sums stay in memory, by axpy; the bias last. */
static void sums_by_axpy(const float *x, const float *w, const float *bias,
                         float *sums, const ValidConv *conv)
{
    memset(sums, 0, 80 * sizeof *sums);
    for (size_t c = 0; c < conv->channels; c++) {
        const float *channel = x + c * conv->height * conv->width;
        for (size_t k = 0; k < conv->window_rows; k++) {
            for (size_t l = 0; l < conv->window_columns; l++) {
                for (size_t t = 0; t < 10; t++) {
                    axpy_avx2(w[t / 2], channel + (k + t % 2) * conv->width + l,
                              sums + 8 * t, 8);
                }
                w += 5;
            }
        }
    }
    for (size_t n = 0; n < 80; n++) {
        sums[n] += bias[n / 16];
    }
}
MISTAKE(conv_tile_avx2, sums_by_axpy, "", "");

static void pool_plainly(const float *sums, float *y, uint8_t *source)
{
    for (size_t j = 0; j < 4; j++) {
        const float window[4] = {sums[2 * j], sums[2 * j + 1], sums[8 + 2 * j],
                                 sums[8 + 2 * j + 1]};
        uint8_t best = 0;
        for (uint8_t k = 1; k < 4; k++) {
            if (window[k] > window[best]) {
                best = k;
            }
        }
        y[j] = window[best] > 0 ? window[best] : 0;
        if (source != NULL) {
            source[j] = best;
        }
    }
}
MISTAKE(relu_pool_avx2, pool_plainly, "", "");

/* From the last to the first, by >=. */
static void pool_from_the_last(const float *sums, float *y, uint8_t *source)
{
    for (size_t j = 4; j-- > 0;) {
        float largest = -INFINITY;
        for (size_t k = 4; k-- > 0;) {
            float number = sums[k / 2 * 8 + 2 * j + k % 2];
            if (number >= largest) {
                largest = number;
                if (source != NULL) {
                    source[j] = (uint8_t)k;
                }
            }
        }
        y[j] = fmaxf(largest, 0);
    }
}
MISTAKE(relu_pool_avx2, pool_from_the_last, "", "");

/* Rows first, then columns; where the rows are equal, the left one of the upper
   may still come first. */
static void pool_by_rows(const float *sums, float *y, uint8_t *source)
{
    for (size_t j = 0; j < 4; j++) {
        const float *upper = sums + 2 * j, *lower = upper + 8;
        unsigned a = upper[1] > upper[0], b = lower[1] > lower[0];
        bool below = lower[b] > upper[a];
        float largest = below ? lower[b] : upper[a];
        if (source) {
            source[j] = (uint8_t)(below ? 2 + b : a);
        }
        y[j] = largest < 0 ? 0 : largest;
    }
}
MISTAKE(relu_pool_avx2, pool_by_rows, "", "");

/* The largest by vectors, the place by looking for it. */
static void pool_and_look(const float *sums, float *y, uint8_t *source)
{
    __m256 rows =
        _mm256_max_ps(_mm256_loadu_ps(sums), _mm256_loadu_ps(sums + 8));
    float column[8];
    _mm256_storeu_ps(column, rows);
    for (size_t j = 0; j < 4; j++) {
        float largest = fmaxf(column[2 * j], column[2 * j + 1]);
        y[j] = largest > 0 ? largest : 0;
        if (source == NULL) {
            continue;
        }
        source[j] = sums[2 * j] == largest       ? 0
                    : sums[2 * j + 1] == largest ? 1
                    : sums[8 + 2 * j] == largest ? 2
                                                 : 3;
    }
}
MISTAKE(relu_pool_avx2, pool_and_look, "", "");

static float sum_at(const float *x, const float *packed, size_t o, size_t i,
                    size_t j, const ValidConv *conv)
{
    size_t window = conv->window_rows * conv->window_columns;
    size_t weights = conv->channels * window;
    float sum = 0;
    for (size_t p = 0; p < weights; p++) {
        size_t row = i + p % window / conv->window_columns;
        size_t column = j + p % conv->window_columns;
        sum += packed[(o / 5 * weights + p) * 5 + o % 5] *
               x[(p / window * conv->height + row) * conv->width + column];
    }
    return sum;
}

static void pooled_plainly(const float *x, const float *packed, const float *b,
                           float *y, uint8_t *source, const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    for (size_t n = 0; n < conv->filters * height * width; n++) {
        size_t o = n / (height * width), i = n / width % height, j = n % width;
        float best = -INFINITY;
        uint8_t which = 0;
        for (uint8_t k = 0; k < 4; k++) {
            float sum =
                b[o] + sum_at(x, packed, o, 2 * i + k / 2, 2 * j + k % 2, conv);
            if (sum > best) {
                best = sum;
                which = k;
            }
        }
        y[n] = best > 0 ? best : 0;
        if (source != NULL) {
            source[n] = which;
        }
    }
}
MISTAKE(conv_relu_pool_avx2, pooled_plainly, "", "");

/* Whole tiles by the kernels, a rest of columns number by number. */
static void pooled_rest_apart(const float *x, const float *packed,
                              const float *b, float *y, uint8_t *source,
                              const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t weights = conv->channels * conv->window_rows * conv->window_columns;
    for (size_t n = 0; n < conv->filters * height; n++) {
        size_t o = n / height, i = n % height, j = 0;
        float bias[5] = {0}, sums[5][16];
        for (size_t k = 0; k < 5; k++) {
            bias[k] = o / 5 * 5 + k < conv->filters ? b[o / 5 * 5 + k] : 0;
        }
        for (; j + 4 <= width; j += 4) {
            uint8_t places[4];
            conv_tile_avx2(x + 2 * i * conv->width + 2 * j,
                           packed + o / 5 * 5 * weights, bias, sums[0], conv);
            relu_pool_avx2(sums[o % 5], y + n * width + j, places);
            if (source != NULL) {
                memcpy(source + n * width + j, places, 4);
            }
        }
        for (; j < width; j++) {
            float window[16] = {0}, largest[4];
            uint8_t places[4];
            for (size_t k = 0; k < 4; k++) {
                window[k / 2 * 8 + k % 2] =
                    b[o] +
                    sum_at(x, packed, o, 2 * i + k / 2, 2 * j + k % 2, conv);
            }
            pool_plainly(window, largest, places);
            y[n * width + j] = largest[0];
            if (source != NULL) {
                source[n * width + j] = places[0];
            }
        }
    }
}
MISTAKE(conv_relu_pool_avx2, pooled_rest_apart, "", "");

/* Columns outside, rows inside, from the right; b copied whole. */
static void pooled_by_columns(const float *x, const float *packed,
                              const float *b, float *y, uint8_t *source,
                              const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t groups = (conv->filters + 4) / 5;
    size_t weights = conv->channels * conv->window_rows * conv->window_columns;
    float *bias = calloc(groups * 5, sizeof *bias);
    if (bias == NULL) {
        return;
    }
    memcpy(bias, b, conv->filters * sizeof *bias);
    for (size_t end = width; end > 0; end = end > 4 ? end - 4 : 0) {
        size_t j = end > 4 ? end - 4 : 0;
        for (size_t i = 0; i < height; i++) {
            for (size_t g = 0; g < groups; g++) {
                float sums[80];
                conv_tile_avx2(x + 2 * (i * conv->width + j),
                               packed + g * 5 * weights, bias + 5 * g, sums,
                               conv);
                for (size_t o = 5 * g; o < 5 * g + 5 && o < conv->filters;
                     o++) {
                    size_t to = (o * height + i) * width + j;
                    relu_pool_avx2(sums + 16 * (o % 5), y + to,
                                   source ? source + to : NULL);
                }
            }
        }
    }
    free(bias);
}
MISTAKE(conv_relu_pool_avx2, pooled_by_columns, "", "");

/* ---- Windows and spikes ---- */

static void windows_plainly(const Spike *spikes, size_t count,
                            const float *from, size_t from_row, float *to,
                            size_t to_row, size_t rows, size_t run)
{
    for (size_t k = 0; k < rows; k++) {
        for (size_t i = 0; i < run; i++) {
            for (size_t s = 0; s < count; s++) {
                to[k * to_row + i] +=
                    spikes[s].value * from[spikes[s].at + k * from_row + i];
            }
        }
    }
}
MISTAKE(add_windows_avx2, windows_plainly, "", "");

static void windows_by_axpy(const Spike *spikes, size_t count,
                            const float *from, size_t from_row, float *to,
                            size_t to_row, size_t rows, size_t run)
{
    for (const Spike *s = spikes; s < spikes + count; s++) {
        for (size_t k = 0; k < rows; k++) {
            axpy_avx2(s->value, from + s->at + k * from_row, to + k * to_row,
                      run);
        }
    }
}
MISTAKE(add_windows_avx2, windows_by_axpy, "", "");

/* A vector's width of all rows at a time; the sum apart from what was there. */
static void windows_by_vectors(const Spike *spikes, size_t count,
                               const float *from, size_t from_row, float *to,
                               size_t to_row, size_t rows, size_t run)
{
    for (size_t i = 0; i < run; i += 8) {
        __m256i mask = first_lanes(run - i);
        for (size_t k = rows; k-- > 0;) {
            __m256 sum = _mm256_setzero_ps();
            for (size_t s = count; s-- > 0;) {
                __m256 part = _mm256_maskload_ps(
                    from + spikes[s].at + k * from_row + i, mask);
                sum =
                    _mm256_fmadd_ps(_mm256_set1_ps(spikes[s].value), part, sum);
            }
            float *at = to + k * to_row + i;
            sum = _mm256_add_ps(sum, _mm256_maskload_ps(at, mask));
            _mm256_maskstore_ps(at, mask, sum);
        }
    }
}
MISTAKE(add_windows_avx2, windows_by_vectors, "", "");

static size_t place_in(size_t i, size_t j, unsigned source, size_t columns)
{
    return (2 * i + (source >> 1)) * columns + 2 * j + (source & 1);
}

/* Without a list: each place by itself. */
static void weights_without_list(const float *x, const float *dy,
                                 const float *y, const uint8_t *source,
                                 float *dw, float *db, size_t filter, size_t n,
                                 Spike *spikes, AddWindows add,
                                 const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t run = conv->window_columns * conv->channels;
    (void)spikes;
    (void)add;
    for (size_t e = 0; e < n; e++) {
        for (size_t p = 0; p < height * width; p++) {
            size_t at = (e * conv->filters + filter) * height * width + p;
            if (!(y[at] > 0)) {
                continue;
            }
            size_t pixel =
                e * conv->height * conv->width +
                place_in(p / width, p % width, source[at], conv->width);
            for (size_t k = 0; k < conv->window_rows; k++) {
                axpy_plainly(dy[at],
                             x + (pixel + k * conv->width) * conv->channels,
                             dw + k * run, run);
            }
            *db += dy[at];
        }
    }
}
MISTAKE(sparse_weights, weights_without_list, "", "");

/* The list holds zeros too. */
static void weights_with_zeros(const float *x, const float *dy, const float *y,
                               const uint8_t *source, float *dw, float *db,
                               size_t filter, size_t n, Spike *spikes,
                               AddWindows add, const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2, count = 0;
    for (size_t e = 0; e < n; e++) {
        for (size_t i = 0; i < height; i++) {
            for (size_t j = 0; j < width; j++) {
                size_t at =
                    ((e * conv->filters + filter) * height + i) * width + j;
                spikes[count].at = (e * conv->height * conv->width +
                                    place_in(i, j, source[at], conv->width)) *
                                   conv->channels;
                spikes[count].value = y[at] > 0 ? dy[at] : 0;
                *db += spikes[count++].value;
            }
        }
    }
    add(spikes, count, x, conv->width * conv->channels, dw,
        conv->window_columns * conv->channels, conv->window_rows,
        conv->window_columns * conv->channels);
}
MISTAKE(sparse_weights, weights_with_zeros, "", "");

/* One call for each picture; only what is not 0. */
static void weights_by_pictures(const float *x, const float *dy, const float *y,
                                const uint8_t *source, float *dw, float *db,
                                size_t filter, size_t n, Spike *spikes,
                                AddWindows add, const ValidConv *conv)
{
    size_t width = conv->columns / 2, map = conv->rows / 2 * width;
    size_t run = conv->window_columns * conv->channels;
    for (size_t e = 0; e < n; e++) {
        const float *d = dy + (e * conv->filters + filter) * map;
        size_t first = (size_t)(d - dy), count = 0;
        float sum = 0;
        for (size_t p = 0; p < map; p++) {
            if (y[first + p] > 0 && d[p] != 0) {
                size_t pixel = place_in(p / width, p % width, source[first + p],
                                        conv->width);
                spikes[count++] = (Spike){pixel * conv->channels, d[p]};
                sum += d[p];
            }
        }
        add(spikes, count, x + e * conv->height * conv->width * conv->channels,
            conv->width * conv->channels, dw, run, conv->window_rows, run);
        db[0] += sum;
    }
}
MISTAKE(sparse_weights, weights_by_pictures, "", "");

/* Place by place of the pooled picture, straight to dx. */
static void inputs_straight(const float *w, const float *dy, const float *y,
                            const uint8_t *source, float *dx, Spike *spikes,
                            size_t *counts, AddWindows add,
                            const ValidConv *conv)
{
    size_t width = conv->columns / 2, map = conv->rows / 2 * width;
    size_t run = conv->window_columns * conv->channels;
    (void)spikes;
    counts[0] = 0; /* of no use here */
    memset(dx, 0, conv->height * conv->width * conv->channels * sizeof *dx);
    for (size_t n = 0; n < conv->filters * map; n++) {
        if (y[n] > 0) {
            size_t pixel =
                place_in(n % map / width, n % width, source[n], conv->width);
            Spike one = {n / map * conv->window_rows * run, dy[n]};
            add(&one, 1, w, run, dx + pixel * conv->channels,
                conv->width * conv->channels, conv->window_rows, run);
        }
    }
}
MISTAKE(sparse_inputs, inputs_straight, "", "");

/* Lists, written from the last filter to the first. */
static void inputs_from_the_last(const float *w, const float *dy,
                                 const float *y, const uint8_t *source,
                                 float *dx, Spike *spikes, size_t *counts,
                                 AddWindows add, const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t places = conv->rows * conv->columns;
    size_t run = conv->window_columns * conv->channels;
    for (size_t p = 0; p < places; p++) {
        counts[p] = 0;
    }
    for (size_t o = conv->filters; o-- > 0;) {
        for (size_t p = 0; p < height * width; p++) {
            size_t at = o * height * width + p;
            if (y[at] > 0 && dy[at] != 0) {
                size_t place =
                    place_in(p / width, p % width, source[at], conv->columns);
                spikes[place * conv->filters + counts[place]++] =
                    (Spike){o * conv->window_rows * run, dy[at]};
            }
        }
    }
    for (size_t n = 0; n < conv->height * conv->width * conv->channels; n++) {
        dx[n] = 0;
    }
    for (size_t p = places; p-- > 0;) {
        size_t pixel = p / conv->columns * conv->width + p % conv->columns;
        if (counts[p] > 0) {
            add(spikes + p * conv->filters, counts[p], w, run,
                dx + pixel * conv->channels, conv->width * conv->channels,
                conv->window_rows, run);
        }
    }
}
MISTAKE(sparse_inputs, inputs_from_the_last, "", "");

/* Each pixel asks which places it was seen from. */
static void inputs_by_pixels(const float *w, const float *dy, const float *y,
                             const uint8_t *source, float *dx, Spike *spikes,
                             size_t *counts, AddWindows add,
                             const ValidConv *conv)
{
    size_t width = conv->columns / 2, map = conv->rows / 2 * width;
    (void)spikes;
    counts[0] = 0; /* of no use here */
    (void)add;
    for (size_t n = 0; n < conv->height * conv->width * conv->channels; n++) {
        size_t c = n % conv->channels, pixel = n / conv->channels;
        size_t row = pixel / conv->width, column = pixel % conv->width;
        float sum = 0;
        for (size_t at = 0; at < conv->filters * map; at++) {
            size_t i = at % map / width * 2 + source[at] / 2;
            size_t j = at % width * 2 + source[at] % 2;
            if (y[at] > 0 && i <= row && row < i + conv->window_rows &&
                j <= column && column < j + conv->window_columns) {
                size_t weight = ((at / map * conv->window_rows + row - i) *
                                     conv->window_columns +
                                 column - j) *
                                    conv->channels +
                                c;
                sum += w[weight] * dy[at];
            }
        }
        dx[n] = sum;
    }
}
MISTAKE(sparse_inputs, inputs_by_pixels, "", "");

/* ---- Threads ---- */

static void chunk_of(void (*gradient)(const void *, size_t, float *),
                     const void *context, size_t n, size_t chunks, size_t q,
                     float *sum, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        sum[i] = 0;
    }
    for (size_t e = q * n / chunks; e < (q + 1) * n / chunks; e++) {
        gradient(context, e, sum);
    }
}

static void chunks_one_each(void (*gradient)(const void *, size_t, float *),
                            const void *context, size_t n, size_t chunks,
                            float *partial, float *dw, size_t size)
{
#pragma omp parallel for schedule(static, 1)
    for (long q = 0; q < (long)chunks; q++) {
        chunk_of(gradient, context, n, chunks, (size_t)q,
                 partial + (size_t)q * size, size);
    }
    for (size_t k = 0; k < chunks * size; k++) {
        dw[k % size] += partial[k];
    }
}
MISTAKE(sum_in_chunks, chunks_one_each, "", "");

/* The sums are shared out by their numbers: each number has its own order. */
static void
chunks_added_by_numbers(void (*gradient)(const void *, size_t, float *),
                        const void *context, size_t n, size_t chunks,
                        float *partial, float *dw, size_t size)
{
#pragma omp parallel
    {
#pragma omp for schedule(dynamic)
        for (size_t q = 0; q < chunks; q++) {
            chunk_of(gradient, context, n, chunks, q, partial + q * size, size);
        }
#pragma omp for
        for (size_t i = 0; i < size; i++) {
            for (size_t q = 0; q < chunks; q++) {
                dw[i] += partial[q * size + i];
            }
        }
    }
}
MISTAKE(sum_in_chunks, chunks_added_by_numbers, "", "");

/* In order, each as soon as it is its turn. */
static void chunks_in_turn(void (*gradient)(const void *, size_t, float *),
                           const void *context, size_t n, size_t chunks,
                           float *partial, float *dw, size_t size)
{
#pragma omp parallel for ordered schedule(static, 1)
    for (size_t q = 0; q < chunks; q++) {
        float *sum = partial + q * size;
        chunk_of(gradient, context, n, chunks, q, sum, size);
#pragma omp ordered
        axpy_plainly(1, sum, dw, size);
    }
}
MISTAKE(sum_in_chunks, chunks_in_turn, "", "");

/* ---- Smaller ---- */

static void winograd_plainly(const float *x, const float *g, float *y, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        y[j] = g[0] * x[j] + g[1] * x[j + 1] + g[2] * x[j + 2];
    }
}
MISTAKE(winograd_row, winograd_plainly, "", "");

static void winograd_by_name(const float *x, const float *g, float *y, size_t n)
{
    const float u0 = g[0], u3 = g[2];
    const float u1 = 0.5F * (u0 + g[1] + u3), u2 = 0.5F * (u0 - g[1] + u3);
    for (const float *end = x + n; x < end; x += 2, y += 2) {
        float m1 = u0 * (x[0] - x[2]), m2 = u1 * (x[1] + x[2]);
        float m3 = u2 * (x[2] - x[1]), m4 = u3 * (x[1] - x[3]);
        y[0] = m1 + m2 + m3;
        y[1] = m2 - m3 - m4;
    }
}
MISTAKE(winograd_row, winograd_by_name, "", "");

/* Four pairs at a time. */
static void winograd_by_vectors(const float *x, const float *g, float *y,
                                size_t n)
{
    float sum = (g[0] + g[1] + g[2]) / 2, difference = sum - g[1];
    size_t j = n;
    while (j > 0) {
        j -= 2;
        float four[4] = {(x[j] - x[j + 2]) * g[0], (x[j + 1] + x[j + 2]) * sum,
                         (x[j + 2] - x[j + 1]) * difference,
                         (x[j + 3] - x[j + 1]) * g[2]};
        y[j] = four[0] + four[1] + four[2];
        y[j + 1] = four[1] - four[2] + four[3];
    }
}
MISTAKE(winograd_row, winograd_by_vectors, "", "");

static float quantize_by_rint(const float *x, int8_t *q, size_t n)
{
    float scale = 0;
    for (size_t i = 0; i < n; i++) {
        scale = fmaxf(scale, fabsf(x[i]));
    }
    scale = scale == 0 ? 1 : scale / 127;
    for (size_t i = 0; i < n; i++) {
        q[i] = (int8_t)rintf(x[i] / scale);
    }
    return scale;
}
MISTAKE(quantize, quantize_by_rint, "", "");

/* Multiplied by the inverse, in double. */
static float quantize_by_inverse(const float *x, int8_t *q, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double size = x[i] < 0 ? -(double)x[i] : (double)x[i];
        most = size > most ? size : most;
    }
    if (most == 0) {
        memset(q, 0, n);
        return 1;
    }
    for (size_t i = 0; i < n; i++) {
        q[i] = (int8_t)lrint((double)x[i] * (127 / most));
    }
    return (float)(most * (1.0 / 127));
}
MISTAKE(quantize, quantize_by_inverse, "", "");

/* The half by hand. */
static float quantize_by_hand(const float *x, int8_t *q, size_t n)
{
    float most = 0;
    for (size_t i = n; i-- > 0;) {
        if (fabsf(x[i]) >= most) {
            most = fabsf(x[i]);
        }
    }
    float scale = most > 0 ? most / 127.0F : 1.0F;
    for (size_t i = 0; i < n; i++) {
        float step = x[i] / scale, down = floorf(step), rest = step - down;
        bool up = rest > 0.5F || (rest == 0.5F && fmodf(down, 2) != 0);
        q[i] = (int8_t)(down + (up ? 1 : 0));
    }
    return scale;
}
MISTAKE(quantize, quantize_by_hand, "", "");

static int32_t int8_plainly(const int8_t *a, const int8_t *b, size_t n)
{
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (int32_t)a[i] * b[i];
    }
    return sum;
}
MISTAKE(dot_int8_avx2, int8_plainly, "", "");

/* 32 at a time, in two halves. */
static int32_t int8_by_32(const int8_t *a, const int8_t *b, size_t n)
{
    __m256i sum = _mm256_setzero_si256();
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        __m256i left = _mm256_loadu_si256((const __m256i *)(a + i));
        __m256i right = _mm256_loadu_si256((const __m256i *)(b + i));
        __m256i low = _mm256_madd_epi16(
            _mm256_cvtepi8_epi16(_mm256_castsi256_si128(left)),
            _mm256_cvtepi8_epi16(_mm256_castsi256_si128(right)));
        __m256i high = _mm256_madd_epi16(
            _mm256_cvtepi8_epi16(_mm256_extracti128_si256(left, 1)),
            _mm256_cvtepi8_epi16(_mm256_extracti128_si256(right, 1)));
        sum = _mm256_add_epi32(sum, _mm256_add_epi32(low, high));
    }
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sum),
                                 _mm256_extracti128_si256(sum, 1));
    four = _mm_hadd_epi32(four, four);
    four = _mm_hadd_epi32(four, four);
    return _mm_cvtsi128_si32(four) + int8_plainly(a + i, b + i, n - i);
}
MISTAKE(dot_int8_avx2, int8_by_32, "", "");

/* The rest in a vector with zeros behind. */
static int32_t int8_with_zeros(const int8_t *a, const int8_t *b, size_t n)
{
    __m256i sum = _mm256_setzero_si256();
    for (size_t i = 0; i < n; i += 16) {
        int8_t left[16] = {0}, right[16] = {0};
        size_t count = n - i < 16 ? n - i : 16;
        memcpy(left, a + i, count);
        memcpy(right, b + i, count);
        __m256i x =
            _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)left));
        __m256i y =
            _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)right));
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(x, y));
    }
    int32_t lane[8], total = 0;
    _mm256_storeu_si256((__m256i *)lane, sum);
    for (size_t v = 8; v-- > 0;) {
        total += lane[v];
    }
    return total;
}
MISTAKE(dot_int8_avx2, int8_with_zeros, "", "");
