/* The transpose of a matrix with AVX2, in blocks of 8 × 8. */
#include "kernels_avx2.h"

#if HAS_AVX2

#include "vectors_avx2.h"

/* Rows of `from_row` and of `to_row` floats. Pairs of rows, then of fours, then
   of halves change places. */
static void transpose_block(const float *from, size_t from_row, float *to,
                            size_t to_row)
{
    __m256 row[LANES], half[LANES];
#pragma GCC unroll 8
    for (size_t i = 0; i < LANES; i++) {
        row[i] = _mm256_loadu_ps(from + i * from_row);
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < LANES; i += 2) {
        half[i] = _mm256_unpacklo_ps(row[i], row[i + 1]);
        half[i + 1] = _mm256_unpackhi_ps(row[i], row[i + 1]);
    }
#pragma GCC unroll 2
    for (size_t i = 0; i < LANES; i += 4) {
        row[i] = _mm256_shuffle_ps(half[i], half[i + 2], 0x44);
        row[i + 1] = _mm256_shuffle_ps(half[i], half[i + 2], 0xee);
        row[i + 2] = _mm256_shuffle_ps(half[i + 1], half[i + 3], 0x44);
        row[i + 3] = _mm256_shuffle_ps(half[i + 1], half[i + 3], 0xee);
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < LANES / 2; i++) {
        __m256 upper = row[i], lower = row[i + 4];
        _mm256_storeu_ps(to + i * to_row,
                         _mm256_permute2f128_ps(upper, lower, 0x20));
        _mm256_storeu_ps(to + (i + 4) * to_row,
                         _mm256_permute2f128_ps(upper, lower, 0x31));
    }
}

void transpose_avx2(const float *from, float *to, size_t rows, size_t columns)
{
    size_t whole_rows = rows / LANES * LANES;
    size_t whole_columns = columns / LANES * LANES;
    for (size_t i = 0; i < whole_rows; i += LANES) {
        for (size_t j = 0; j < whole_columns; j += LANES) {
            transpose_block(from + i * columns + j, columns, to + j * rows + i,
                            rows);
        }
    }
    for (size_t i = 0; i < rows; i++) {
        size_t first = i < whole_rows ? whole_columns : 0;
        for (size_t j = first; j < columns; j++) {
            to[j * rows + i] = from[i * columns + j];
        }
    }
}

#endif
