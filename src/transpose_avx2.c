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

/* Where a block begins: the last one ends where the matrix ends, and what lies
   in two blocks is written twice. */
static size_t begin(size_t i, size_t size)
{
    return i + LANES <= size ? i : size - LANES;
}

/* Of a matrix of at least 8 × 8. Block after block goes along the shorter side:
   what is begun of a cache line is finished while the line is near. */
static void transpose_blocks(const float *from, float *to, size_t rows,
                             size_t columns)
{
    bool wide = rows < columns;
    size_t outer = wide ? columns : rows, inner = wide ? rows : columns;
    for (size_t p = 0; p < outer; p += LANES) {
        for (size_t q = 0; q < inner; q += LANES) {
            size_t i = begin(wide ? q : p, rows);
            size_t j = begin(wide ? p : q, columns);
            transpose_block(from + i * columns + j, columns, to + j * rows + i,
                            rows);
        }
    }
}

void transpose_avx2(const float *from, float *to, size_t rows, size_t columns)
{
    if (rows >= LANES && columns >= LANES) {
        transpose_blocks(from, to, rows, columns);
        return;
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            to[j * rows + i] = from[i * columns + j];
        }
    }
}

#endif
