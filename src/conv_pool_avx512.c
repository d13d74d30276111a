/* What chapter 10 does with vectors of eight, with vectors of sixteen. */
#include "kernels_avx512.h"

#if HAS_AVX512

#include "avx2.h"
#include "vectors_avx512.h"

#include <string.h>

enum {
    RUN = 8, /* vectors of a row of the windows that are summed at once, */
    ROWS = 3 /* of up to so many rows */
};

/* `rows` rows of `vectors` vectors, which are constants where this is called.
   Of the last vector of a row the mask lets those lanes through that it has. */
static inline __attribute__((always_inline)) void
add_tile(const Spike *spikes, size_t count, const float *from, size_t from_row,
         float *to, size_t to_row, __mmask16 mask, size_t rows, size_t vectors)
{
    __m512 sum[ROWS][RUN];
#pragma GCC unroll 3
    for (size_t r = 0; r < rows; r++) {
#pragma GCC unroll 8
        for (size_t v = 0; v < vectors; v++) {
            __mmask16 lanes = v + 1 < vectors ? 0xffff : mask;
            sum[r][v] =
                _mm512_maskz_loadu_ps(lanes, to + r * to_row + v * LANES);
        }
    }
    for (size_t s = 0; s < count; s++) {
        __m512 value = _mm512_set1_ps(spikes[s].value);
        const float *row = from + spikes[s].at;
#pragma GCC unroll 3
        for (size_t r = 0; r < rows; r++, row += from_row) {
            __asm__("" : "+r"(row)); /* one address a row, not one a vector */
#pragma GCC unroll 8
            for (size_t v = 0; v < vectors; v++) {
                __mmask16 lanes = v + 1 < vectors ? 0xffff : mask;
                __m512 part = _mm512_maskz_loadu_ps(lanes, row + v * LANES);
                sum[r][v] = _mm512_fmadd_ps(value, part, sum[r][v]);
            }
        }
    }
#pragma GCC unroll 3
    for (size_t r = 0; r < rows; r++) {
#pragma GCC unroll 8
        for (size_t v = 0; v < vectors; v++) {
            __mmask16 lanes = v + 1 < vectors ? 0xffff : mask;
            _mm512_mask_storeu_ps(to + r * to_row + v * LANES, lanes,
                                  sum[r][v]);
        }
    }
}

/* All rows of the windows, `vectors` vectors of each. */
static inline __attribute__((always_inline)) void
add_columns(const Spike *spikes, size_t count, const float *from,
            size_t from_row, float *to, size_t to_row, size_t rows,
            __mmask16 mask, size_t vectors)
{
    size_t r = 0;
    for (; r + ROWS <= rows; r += ROWS) {
        add_tile(spikes, count, from + r * from_row, from_row, to + r * to_row,
                 to_row, mask, ROWS, vectors);
    }
    if (rows - r == 2) {
        add_tile(spikes, count, from + r * from_row, from_row, to + r * to_row,
                 to_row, mask, 2, vectors);
    } else if (rows - r == 1) {
        add_tile(spikes, count, from + r * from_row, from_row, to + r * to_row,
                 to_row, mask, 1, vectors);
    }
}

void add_windows_avx512(const Spike *spikes, size_t count, const float *from,
                        size_t from_row, float *to, size_t to_row, size_t rows,
                        size_t run)
{
#define ADD_COLUMNS(vectors)                                                   \
    case vectors:                                                              \
        add_columns(spikes, count, from, from_row, to, to_row, rows, mask,     \
                    vectors);                                                  \
        break
    if (run <= LANES / 2) {
        add_windows_avx2(spikes, count, from, from_row, to, to_row, rows, run);
        return;
    }
    while (run > 0) {
        size_t columns = run < RUN * LANES ? run : RUN * LANES;
        size_t vectors = (columns + LANES - 1) / LANES;
        __mmask16 mask = first_lanes(columns - (vectors - 1) * LANES);
        switch (vectors) {
            ADD_COLUMNS(1);
            ADD_COLUMNS(2);
            ADD_COLUMNS(3);
            ADD_COLUMNS(4);
            ADD_COLUMNS(5);
            ADD_COLUMNS(6);
            ADD_COLUMNS(7);
            ADD_COLUMNS(8);
        }
        from += columns;
        to += columns;
        run -= columns;
    }
#undef ADD_COLUMNS
}

/* ---- The row kernel: 5 filters, 2 rows and 16 columns, pooled at once ---- */

enum { ACROSS = LANES / 2 /* places of the pooled map in a tile */ };

/* ReLU and pooling of two rows of 16, as relu_pool_avx2 has it for two of 8. */
static inline __attribute__((always_inline)) void
pool_tile(__m512 upper, __m512 lower, float *y, uint8_t *source)
{
    const __m512i evens = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18,
                                            20, 22, 24, 26, 28, 30);
    const __m512i odds = _mm512_add_epi32(evens, _mm512_set1_epi32(1));
    /* Of both the upper row in the first half, the lower in the last. */
    __m512 even = _mm512_permutex2var_ps(upper, evens, lower);
    __m512 odd = _mm512_permutex2var_ps(upper, odds, lower);
    __m512 most = _mm512_max_ps(even, odd);
    __m256 top = _mm512_castps512_ps256(most);
    __m256 low = _mm512_extractf32x8_ps(most, 1);
    __m256 largest = _mm256_max_ps(top, low);
    _mm256_storeu_ps(y, _mm256_max_ps(largest, _mm256_setzero_ps()));
    if (source != NULL) {
        unsigned second = _mm512_cmp_ps_mask(odd, even, _CMP_GT_OQ);
        unsigned below = _mm256_cmp_ps_mask(low, top, _CMP_GT_OQ);
        unsigned right = (below & second >> 8) | (~below & second & 0xff);
        __m128i number = _mm_maskz_set1_epi8((__mmask16)right, 1);
        number = _mm_mask_add_epi8(number, (__mmask16)below, number,
                                   _mm_set1_epi8(2));
        _mm_storel_epi64((__m128i *)source, number);
    }
}

/* `filters` of the five are there. Arrays: as of conv_relu_pool_avx2, from the
   tile's first place on. */
static void conv_pool_tile(const float *x, const float *w, const float *bias,
                           float *y, uint8_t *source, const ValidConv *conv,
                           size_t filters)
{
    size_t width = conv->columns / 2, map = conv->rows / 2 * width;
    __m512 sum[FILTERS_AT_ONCE][ROWS_AT_ONCE];
#pragma GCC unroll 5
    for (size_t o = 0; o < FILTERS_AT_ONCE; o++) {
        sum[o][0] = sum[o][1] = _mm512_set1_ps(bias[o]);
    }
    for (size_t c = 0; c < conv->channels; c++) {
        for (size_t k = 0; k < conv->window_rows; k++) {
            const float *upper = x + (c * conv->height + k) * conv->width;
            const float *lower = upper + conv->width;
            for (size_t l = 0; l < conv->window_columns; l++) {
                __m512 above = _mm512_loadu_ps(upper + l);
                __m512 below = _mm512_loadu_ps(lower + l);
#pragma GCC unroll 5
                for (size_t o = 0; o < FILTERS_AT_ONCE; o++) {
                    __m512 weight = _mm512_set1_ps(w[o]);
                    sum[o][0] = _mm512_fmadd_ps(weight, above, sum[o][0]);
                    sum[o][1] = _mm512_fmadd_ps(weight, below, sum[o][1]);
                }
                w += FILTERS_AT_ONCE;
            }
        }
    }
#pragma GCC unroll 5
    for (size_t o = 0; o < FILTERS_AT_ONCE; o++) {
        if (o < filters) {
            pool_tile(sum[o][0], sum[o][1], y + o * map,
                      source != NULL ? source + o * map : NULL);
        }
    }
}

void conv_relu_pool_avx512(const float *x, const float *packed, const float *b,
                           float *y, uint8_t *source, const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t weights = conv->channels * conv->window_rows * conv->window_columns;
    if (width < ACROSS) {
        conv_relu_pool_avx2(x, packed, b, y, source, conv);
        return;
    }
    for (size_t o = 0; o < conv->filters; o += FILTERS_AT_ONCE) {
        size_t filters = conv->filters - o;
        filters = filters < FILTERS_AT_ONCE ? filters : FILTERS_AT_ONCE;
        float bias[FILTERS_AT_ONCE] = {0};
        memcpy(bias, b + o, filters * sizeof *bias);
        for (size_t i = 0; i < height; i++) {
            for (size_t j = 0; j < width; j += ACROSS) {
                size_t at = j + ACROSS <= width ? j : width - ACROSS;
                size_t to = (o * height + i) * width + at;
                conv_pool_tile(x + 2 * i * conv->width + 2 * at,
                               packed + o * weights, bias, y + to,
                               source != NULL ? source + to : NULL, conv,
                               filters);
            }
        }
    }
}

#endif
