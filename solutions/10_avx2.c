#include "avx2.h"

#include "vectors_avx2.h"

#include <math.h>
#include <string.h>

enum { PLACES = ROWS_AT_ONCE * COLUMNS_AT_ONCE /* of a tile */ };

/* The sum of the eight lanes of a vector. Given. */
static inline float sum_of_lanes(__m256 v)
{
    __m128 four =
        _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

float dot_avx2(const float *a, const float *b, size_t n)
{
    /* BEGIN SOLUTION 10.1 */
    __m256 sum[4];
#pragma GCC unroll 4
    for (size_t v = 0; v < 4; v++) {
        sum[v] = _mm256_setzero_ps();
    }
    size_t i = 0;
    for (; i + 4 * LANES <= n; i += 4 * LANES) {
#pragma GCC unroll 4
        for (size_t v = 0; v < 4; v++) {
            sum[v] =
                _mm256_fmadd_ps(_mm256_loadu_ps(a + i + v * LANES),
                                _mm256_loadu_ps(b + i + v * LANES), sum[v]);
        }
    }
    for (; i < n; i += LANES) {
        __m256i mask = first_lanes(n - i);
        sum[0] = _mm256_fmadd_ps(_mm256_maskload_ps(a + i, mask),
                                 _mm256_maskload_ps(b + i, mask), sum[0]);
    }
    return sum_of_lanes(_mm256_add_ps(_mm256_add_ps(sum[0], sum[1]),
                                      _mm256_add_ps(sum[2], sum[3])));
    /* END SOLUTION */
}

void axpy_avx2(float a, const float *x, float *y, size_t n)
{
    /* BEGIN SOLUTION 10.2 */
    __m256 factor = _mm256_set1_ps(a);
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        __m256 sum = _mm256_fmadd_ps(factor, _mm256_loadu_ps(x + i),
                                     _mm256_loadu_ps(y + i));
        _mm256_storeu_ps(y + i, sum);
    }
    if (i < n) {
        __m256i mask = first_lanes(n - i);
        __m256 sum = _mm256_fmadd_ps(factor, _mm256_maskload_ps(x + i, mask),
                                     _mm256_maskload_ps(y + i, mask));
        _mm256_maskstore_ps(y + i, mask, sum);
    }
    /* END SOLUTION */
}

void conv_axpy(const float *x, const float *w, const float *b, float *y,
               const ValidConv *conv)
{
    /* BEGIN SOLUTION 10.3 */
    for (size_t o = 0; o < conv->filters; o++) {
        float *map = y + o * conv->rows * conv->columns;
        for (size_t i = 0; i < conv->rows * conv->columns; i++) {
            map[i] = b[o];
        }
        for (size_t c = 0; c < conv->channels; c++) {
            for (size_t k = 0; k < conv->window_rows; k++) {
                const float *row = x + (c * conv->height + k) * conv->width;
                for (size_t l = 0; l < conv->window_columns; l++, w++) {
                    for (size_t i = 0; i < conv->rows; i++) {
                        axpy_avx2(*w, row + i * conv->width + l,
                                  map + i * conv->columns, conv->columns);
                    }
                }
            }
        }
    }
    /* END SOLUTION */
}

void im2col(const float *x, float *columns, const Conv *conv)
{
    /* BEGIN SOLUTION 10.4 */
    const Axis *down = &conv->rows, *right = &conv->columns;
    size_t height = padded_size(down), width = padded_size(right);
    for (size_t c = 0; c < conv->in_channels; c++) {
        for (size_t k = 0; k < down->window; k++) {
            for (size_t l = 0; l < right->window; l++) {
                for (size_t i = 0; i < down->places; i++) {
                    size_t row = i * down->stride + k * down->dilation;
                    const float *from =
                        x + (c * height + row) * width + l * right->dilation;
                    for (size_t j = 0; j < right->places; j++) {
                        *columns++ = from[j * right->stride];
                    }
                }
            }
        }
    }
    /* END SOLUTION */
}

void pack_rows(const float *a, float *packed, size_t rows, size_t k,
               size_t tile)
{
    /* BEGIN SOLUTION 10.5 */
    for (size_t i = 0; i < rows; i += tile) {
        for (size_t p = 0; p < k; p++) {
            for (size_t t = 0; t < tile; t++) {
                *packed++ = i + t < rows ? a[(i + t) * k + p] : 0;
            }
        }
    }
    /* END SOLUTION */
}

void tile_avx2(const float *a, const float *b, size_t b_row, float *c,
               size_t c_row, size_t k)
{
    /* BEGIN SOLUTION 10.6 */
    __m256 sum[TILE_ROWS][2];
#pragma GCC unroll 6
    for (size_t i = 0; i < TILE_ROWS; i++) {
        sum[i][0] = _mm256_loadu_ps(c + i * c_row);
        sum[i][1] = _mm256_loadu_ps(c + i * c_row + LANES);
    }
    for (size_t p = 0; p < k; p++) {
        __m256 left = _mm256_loadu_ps(b), right = _mm256_loadu_ps(b + LANES);
#pragma GCC unroll 6
        for (size_t i = 0; i < TILE_ROWS; i++) {
            __m256 factor = _mm256_broadcast_ss(a + i);
            sum[i][0] = _mm256_fmadd_ps(factor, left, sum[i][0]);
            sum[i][1] = _mm256_fmadd_ps(factor, right, sum[i][1]);
        }
        a += TILE_ROWS;
        b += b_row;
    }
#pragma GCC unroll 6
    for (size_t i = 0; i < TILE_ROWS; i++) {
        _mm256_storeu_ps(c + i * c_row, sum[i][0]);
        _mm256_storeu_ps(c + i * c_row + LANES, sum[i][1]);
    }
    /* END SOLUTION */
}

/* Copies the part of a matrix that lies within a tile: the first `rows` rows
   and `columns` columns, if the tile has as many. Given. */
static inline void copy_tile(const float *from, size_t from_row, float *to,
                             size_t to_row, size_t rows, size_t columns)
{
    columns = columns < TILE_COLUMNS ? columns : TILE_COLUMNS;
    for (size_t i = 0; i < rows && i < TILE_ROWS; i++) {
        memcpy(to + i * to_row, from + i * from_row, columns * sizeof *to);
    }
}

void product_avx2(const float *packed, const float *b, const float *bias,
                  float *y, size_t filters, size_t k, size_t places)
{
    /* BEGIN SOLUTION 10.7 */
    for (size_t j = 0; j < places; j += TILE_COLUMNS) {
        /* Columns of b that are all there: where they stand, or, if the last
           are fewer than a tile's, with zeros behind each. */
        bool whole = j + TILE_COLUMNS <= places;
        const float *strip = b + j;
        for (size_t i = 0; i < filters; i += TILE_ROWS) {
            float tile[TILE_ROWS * TILE_COLUMNS];
            for (size_t t = 0; t < TILE_ROWS * TILE_COLUMNS; t++) {
                size_t o = i + t / TILE_COLUMNS;
                tile[t] = o < filters ? bias[o] : 0;
            }
            const float *a = packed + i * k;
            if (whole) {
                tile_avx2(a, strip, places, tile, TILE_COLUMNS, k);
            } else {
                for (size_t p = 0; p < k; p++) {
                    float row[TILE_COLUMNS] = {0};
                    memcpy(row, strip + p * places, (places - j) * sizeof *row);
                    tile_avx2(a + p * TILE_ROWS, row, TILE_COLUMNS, tile,
                              TILE_COLUMNS, 1);
                }
            }
            copy_tile(tile, TILE_COLUMNS, y + i * places + j, places,
                      filters - i, places - j);
        }
    }
    /* END SOLUTION */
}

void conv_tile_avx2(const float *x, const float *w, const float *bias,
                    float *sums, const ValidConv *conv)
{
    /* BEGIN SOLUTION 10.8 */
    __m256 sum[FILTERS_AT_ONCE][ROWS_AT_ONCE];
#pragma GCC unroll 5
    for (size_t o = 0; o < FILTERS_AT_ONCE; o++) {
        sum[o][0] = sum[o][1] = _mm256_broadcast_ss(bias + o);
    }
    for (size_t c = 0; c < conv->channels; c++) {
        for (size_t k = 0; k < conv->window_rows; k++) {
            const float *upper = x + (c * conv->height + k) * conv->width;
            const float *lower = upper + conv->width;
            for (size_t l = 0; l < conv->window_columns; l++) {
                __m256 above = _mm256_loadu_ps(upper + l);
                __m256 below = _mm256_loadu_ps(lower + l);
#pragma GCC unroll 5
                for (size_t o = 0; o < FILTERS_AT_ONCE; o++) {
                    __m256 weight = _mm256_broadcast_ss(w + o);
                    sum[o][0] = _mm256_fmadd_ps(weight, above, sum[o][0]);
                    sum[o][1] = _mm256_fmadd_ps(weight, below, sum[o][1]);
                }
                w += FILTERS_AT_ONCE;
            }
        }
    }
#pragma GCC unroll 5
    for (size_t o = 0; o < FILTERS_AT_ONCE; o++) {
        _mm256_storeu_ps(sums + o * PLACES, sum[o][0]);
        _mm256_storeu_ps(sums + o * PLACES + COLUMNS_AT_ONCE, sum[o][1]);
    }
    /* END SOLUTION */
}

void relu_pool_avx2(const float *sums, float *y, uint8_t *source)
{
    /* BEGIN SOLUTION 10.9 */
    __m256 upper = _mm256_loadu_ps(sums);
    __m256 lower = _mm256_loadu_ps(sums + COLUMNS_AT_ONCE);
    /* Lanes 0 1 4 5 of each are windows' upper rows, 2 3 6 7 their lower. */
    __m256 even = _mm256_shuffle_ps(upper, lower, _MM_SHUFFLE(2, 0, 2, 0));
    __m256 odd = _mm256_shuffle_ps(upper, lower, _MM_SHUFFLE(3, 1, 3, 1));
    __m256 most = _mm256_max_ps(even, odd);
    __m128 left = _mm256_castps256_ps128(most);
    __m128 right = _mm256_extractf128_ps(most, 1);
    __m128 top = _mm_movelh_ps(left, right), low = _mm_movehl_ps(right, left);
    __m128 largest = _mm_max_ps(top, low);
    _mm_storeu_ps(y, _mm_max_ps(largest, _mm_setzero_ps()));
    if (source != NULL) {
        __m256 second = _mm256_cmp_ps(odd, even, _CMP_GT_OQ);
        __m128 first_half = _mm256_castps256_ps128(second);
        __m128 last_half = _mm256_extractf128_ps(second, 1);
        __m128 below = _mm_cmpgt_ps(low, top);
        __m128 beside =
            _mm_blendv_ps(_mm_movelh_ps(first_half, last_half),
                          _mm_movehl_ps(last_half, first_half), below);
        /* A lane where a comparison is true is the number -1. */
        __m128i number =
            _mm_sub_epi32(_mm_setzero_si128(), _mm_castps_si128(beside));
        number = _mm_sub_epi32(number, _mm_add_epi32(_mm_castps_si128(below),
                                                     _mm_castps_si128(below)));
        __m128i words = _mm_packus_epi32(number, number);
        int bytes = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
        memcpy(source, &bytes, COLUMNS_AT_ONCE / 2);
    }
    /* END SOLUTION */
}

void conv_relu_pool_avx2(const float *x, const float *packed, const float *b,
                         float *y, uint8_t *source, const ValidConv *conv)
{
    /* BEGIN SOLUTION 10.10 */
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t weights = conv->channels * conv->window_rows * conv->window_columns;
    for (size_t o = 0; o < conv->filters; o += FILTERS_AT_ONCE) {
        size_t filters = conv->filters - o;
        filters = filters < FILTERS_AT_ONCE ? filters : FILTERS_AT_ONCE;
        float bias[FILTERS_AT_ONCE] = {0};
        memcpy(bias, b + o, filters * sizeof *bias);
        for (size_t i = 0; i < height; i++) {
            for (size_t j = 0; j < width; j += COLUMNS_AT_ONCE / 2) {
                /* The last tile ends where the row ends. */
                size_t at = j + COLUMNS_AT_ONCE / 2 <= width
                                ? j
                                : width - COLUMNS_AT_ONCE / 2;
                float sums[FILTERS_AT_ONCE * PLACES];
                conv_tile_avx2(x + 2 * i * conv->width + 2 * at,
                               packed + o * weights, bias, sums, conv);
                for (size_t f = 0; f < filters; f++) {
                    size_t to = ((o + f) * height + i) * width + at;
                    relu_pool_avx2(sums + f * PLACES, y + to,
                                   source != NULL ? source + to : NULL);
                }
            }
        }
    }
    /* END SOLUTION */
}

enum {
    RUN = 12, /* vectors of one row of the windows that are summed at once */
    TOGETHER = 6, /* rows, of which one vector each is */
};

void add_windows_avx2(const Spike *spikes, size_t count, const float *from,
                      size_t from_row, float *to, size_t to_row, size_t rows,
                      size_t run)
{
    /* BEGIN SOLUTION 10.11 */
    size_t i = 0;
    for (; i + RUN * LANES <= run; i += RUN * LANES) {
        for (size_t k = 0; k < rows; k++) {
            float *sums = to + k * to_row + i;
            __m256 sum[RUN];
#pragma GCC unroll 12
            for (size_t v = 0; v < RUN; v++) {
                sum[v] = _mm256_loadu_ps(sums + v * LANES);
            }
            for (size_t s = 0; s < count; s++) {
                __m256 value = _mm256_broadcast_ss(&spikes[s].value);
                const float *row = from + spikes[s].at + k * from_row + i;
#pragma GCC unroll 12
                for (size_t v = 0; v < RUN; v++) {
                    sum[v] = _mm256_fmadd_ps(
                        value, _mm256_loadu_ps(row + v * LANES), sum[v]);
                }
            }
#pragma GCC unroll 12
            for (size_t v = 0; v < RUN; v++) {
                _mm256_storeu_ps(sums + v * LANES, sum[v]);
            }
        }
    }
    /* What is left of the rows, a vector's width of several rows at once. Rows
       that are missing repeat the last one. */
    for (; i < run; i += LANES) {
        __m256i mask = first_lanes(run - i);
        for (size_t k = 0; k < rows; k += TOGETHER) {
            size_t row[TOGETHER];
            __m256 sum[TOGETHER];
#pragma GCC unroll 6
            for (size_t r = 0; r < TOGETHER; r++) {
                row[r] = k + r < rows ? k + r : rows - 1;
                sum[r] = _mm256_maskload_ps(to + row[r] * to_row + i, mask);
            }
            for (size_t s = 0; s < count; s++) {
                __m256 value = _mm256_broadcast_ss(&spikes[s].value);
                const float *first = from + spikes[s].at + i;
#pragma GCC unroll 6
                for (size_t r = 0; r < TOGETHER; r++) {
                    __m256 part =
                        _mm256_maskload_ps(first + row[r] * from_row, mask);
                    sum[r] = _mm256_fmadd_ps(value, part, sum[r]);
                }
            }
#pragma GCC unroll 6
            for (size_t r = 0; r < TOGETHER; r++) {
                _mm256_maskstore_ps(to + row[r] * to_row + i, mask, sum[r]);
            }
        }
    }
    /* END SOLUTION */
}

/* The place in rows × columns of the pixel that was the largest of a window of
   2 × 2. Given. */
static inline size_t place_of(size_t i, size_t j, uint8_t source,
                              size_t columns)
{
    return (2 * i + source / 2) * columns + 2 * j + source % 2;
}

void sparse_weights(const float *x, const float *dy, const float *y,
                    const uint8_t *source, float *dw, float *db, size_t filter,
                    size_t n, Spike *spikes, AddWindows add,
                    const ValidConv *conv)
{
    /* BEGIN SOLUTION 10.12 */
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t channels = conv->channels, across = conv->width, count = 0;
    float sum = 0;
    for (size_t e = 0; e < n; e++) {
        size_t at = (e * conv->filters + filter) * height * width;
        size_t picture = e * conv->height * across;
        for (size_t i = 0; i < height; i++) {
            float row = 0;
            for (size_t j = 0; j < width; j++, at++) {
                /* Written down in any case, and counted if it is on: without a
                   branch, whose way the processor could only guess. */
                size_t place = picture + place_of(i, j, source[at], across);
                bool on = y[at] > 0;
                spikes[count].at = place * channels;
                spikes[count].value = dy[at];
                count += on;
                row += (float)on * dy[at];
            }
            sum += row;
        }
    }
    *db += sum;
    size_t run = conv->window_columns * channels;
    add(spikes, count, x, conv->width * channels, dw, run, conv->window_rows,
        run);
    /* END SOLUTION */
}

void sparse_inputs(const float *w, const float *dy, const float *y,
                   const uint8_t *source, float *dx, Spike *spikes,
                   size_t *counts, AddWindows add, const ValidConv *conv)
{
    /* BEGIN SOLUTION 10.13 */
    size_t channels = conv->channels, filters = conv->filters;
    size_t columns = conv->columns;
    size_t run = conv->window_columns * channels;
    memset(counts, 0, conv->rows * conv->columns * sizeof *counts);
    for (size_t o = 0; o < filters; o++) {
        for (size_t i = 0; i < conv->rows / 2; i++) {
            for (size_t j = 0; j < conv->columns / 2; j++) {
                size_t place = place_of(i, j, *source++, columns);
                Spike *spike = &spikes[place * filters + counts[place]];
                spike->at = o * conv->window_rows * run;
                spike->value = *dy;
                counts[place] += *y++ > 0;
                dy++;
            }
        }
    }
    memset(dx, 0, conv->height * conv->width * channels * sizeof *dx);
    /* Downwards, so that a window lies where the one before it lay, but for a
       row: what was just written is read again in the same pieces. */
    for (size_t j = 0; j < conv->columns; j++) {
        for (size_t i = 0; i < conv->rows; i++) {
            size_t place = i * conv->columns + j;
            add(spikes + place * filters, counts[place], w, run,
                dx + (i * conv->width + j) * channels, conv->width * channels,
                conv->window_rows, run);
        }
    }
    /* END SOLUTION */
}

void sum_in_chunks(void (*gradient)(const void *context, size_t e, float *dw),
                   const void *context, size_t n, size_t chunks, float *partial,
                   float *dw, size_t size)
{
    /* BEGIN SOLUTION 10.14 */
#pragma omp parallel for schedule(dynamic)
    for (size_t q = 0; q < chunks; q++) {
        float *sum = partial + q * size;
        memset(sum, 0, size * sizeof *sum);
        for (size_t e = q * n / chunks; e < (q + 1) * n / chunks; e++) {
            gradient(context, e, sum);
        }
    }
    for (size_t q = 0; q < chunks; q++) {
        for (size_t i = 0; i < size; i++) {
            dw[i] += partial[q * size + i];
        }
    }
    /* END SOLUTION */
}

void winograd_row(const float *x, const float *g, float *y, size_t n)
{
    /* BEGIN SOLUTION 10.15 */
    float sum = (g[0] + g[1] + g[2]) / 2, difference = (g[0] - g[1] + g[2]) / 2;
    for (size_t j = 0; j < n; j += 2) {
        float a = (x[j] - x[j + 2]) * g[0];
        float b = (x[j + 1] + x[j + 2]) * sum;
        float c = (x[j + 2] - x[j + 1]) * difference;
        float d = (x[j + 1] - x[j + 3]) * g[2];
        y[j] = a + b + c;
        y[j + 1] = b - c - d;
    }
    /* END SOLUTION */
}

float quantize(const float *x, int8_t *q, size_t n)
{
    /* BEGIN SOLUTION 10.16 */
    float most = 0;
    for (size_t i = 0; i < n; i++) {
        most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
    }
    float scale = most > 0 ? most / 127 : 1;
    for (size_t i = 0; i < n; i++) {
        q[i] = (int8_t)lrintf(x[i] / scale);
    }
    return scale;
    /* END SOLUTION */
}

int32_t dot_int8_avx2(const int8_t *a, const int8_t *b, size_t n)
{
    /* BEGIN SOLUTION 10.17 */
    __m256i sum = _mm256_setzero_si256();
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        __m256i left =
            _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(a + i)));
        __m256i right =
            _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(b + i)));
        /* Sixteen products, added in pairs to eight numbers of 32 bits. */
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(left, right));
    }
    int32_t lane[LANES], total = 0;
    _mm256_storeu_si256((__m256i *)lane, sum);
    for (size_t v = 0; v < LANES; v++) {
        total += lane[v];
    }
    for (; i < n; i++) {
        total += a[i] * b[i];
    }
    return total;
    /* END SOLUTION */
}
