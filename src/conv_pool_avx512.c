/* What chapter 10 does with vectors of eight, with vectors of sixteen. */
#include "kernels_avx512.h"

#if HAS_AVX512

#include "avx2.h"
#include "vectors_avx512.h"

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

#endif
