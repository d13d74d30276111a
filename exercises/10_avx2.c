#include "avx2.h"

#include "vectors_avx2.h"
#include "todo.h"

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
    TODO("10.1");
    return 0;
}

void axpy_avx2(float a, const float *x, float *y, size_t n)
{
    TODO("10.2");
}

void conv_axpy(const float *x, const float *w, const float *b, float *y,
               const ValidConv *conv)
{
    TODO("10.3");
}

void im2col(const float *x, float *columns, const Conv *conv)
{
    TODO("10.4");
}

void pack_rows(const float *a, float *packed, size_t rows, size_t k,
               size_t tile)
{
    TODO("10.5");
}

void tile_avx2(const float *a, const float *b, size_t b_row, float *c,
               size_t c_row, size_t k)
{
    TODO("10.6");
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
    TODO("10.7");
}

void conv_tile_avx2(const float *x, const float *w, const float *bias,
                    float *sums, const ValidConv *conv)
{
    TODO("10.8");
}

void relu_pool_avx2(const float *sums, float *y, uint8_t *source)
{
    TODO("10.9");
}

void conv_relu_pool_avx2(const float *x, const float *packed, const float *b,
                         float *y, uint8_t *source, const ValidConv *conv)
{
    TODO("10.10");
}

enum {
    RUN = 12, /* vectors of one row of the windows that are summed at once */
    TOGETHER = 6, /* rows, of which one vector each is */
};

void add_windows_avx2(const Spike *spikes, size_t count, const float *from,
                      size_t from_row, float *to, size_t to_row, size_t rows,
                      size_t run)
{
    TODO("10.11");
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
    TODO("10.12");
}

void sparse_inputs(const float *w, const float *dy, const float *y,
                   const uint8_t *source, float *dx, Spike *spikes,
                   size_t *counts, AddWindows add, const ValidConv *conv)
{
    TODO("10.13");
}

void sum_in_chunks(void (*gradient)(const void *context, size_t e, float *dw),
                   const void *context, size_t n, size_t chunks, float *partial,
                   float *dw, size_t size)
{
    TODO("10.14");
}

void winograd_row(const float *x, const float *g, float *y, size_t n)
{
    TODO("10.15");
}

float quantize(const float *x, int8_t *q, size_t n)
{
    TODO("10.16");
    return 0;
}

int32_t dot_int8_avx2(const int8_t *a, const int8_t *b, size_t n)
{
    TODO("10.17");
    return 0;
}
