/* The products of a dense layer with AVX-512. All are made as C = A B, in tiles
   of up to 8 × 48 sums that stay in registers while the processor goes along a
   column of A and a row of B. Each element is summed in order, from the first
   product to the last: where it stands and who else is computed do not change
   its bits.

   B is packed into strips of 48 columns, DEPTH rows at a time: a strip then
   stays in the first cache while the rows of A go by, and those stay in the
   second while the strips go by. */
#include "kernels_avx512.h"

#if HAS_AVX512

#include "kernels_avx2.h"
#include "vectors_avx512.h"

#include <string.h>

enum {
    ROWS = 8,    /* of a tile */
    VECTORS = 3, /* ... in each row of it */
    STRIP = VECTORS * LANES,
    DEPTH = 128,       /* rows of B that are packed at a time */
    PANEL = 8 * STRIP, /* ... and columns */
    BLOCK = 8 * ROWS,  /* rows of A that stay in the second cache */
    FEW = 8            /* examples, for which w is transposed rather than x */
};

/* A, eight rows at a time: element p of row i of the first eight is
   a[i · down + p · right], and the next eight lie `next` numbers further. */
typedef struct Left {
    const float *a;
    size_t down, right, next;
} Left;

/* B: rows as they stand, of `stride` numbers; or its transpose, in whose rows
   the columns of B stand. */
typedef struct Right {
    const float *b;
    size_t stride;
    bool transposed;
} Right;

/* ---- A tile of C ---- */

/* C = A B or C + A B, in `height` rows of `vectors` vectors, which are
   constants where this is called. Rows that are missing at the edge repeat the
   last one: the same is computed and stored again. Of the last vector the mask
   lets those lanes through that C has.   b: [k][48]; c: rows of `stride`. */
static inline __attribute__((always_inline)) void
tile(Left left, const float *b, float *c, size_t stride, size_t k, size_t rows,
     __mmask16 mask, bool accumulate, size_t height, size_t vectors)
{
    const float *row_a[ROWS];
    __m512 sum[ROWS][VECTORS];
#pragma GCC unroll 8
    for (size_t i = 0; i < ROWS && i < height; i++) {
        size_t row = i < rows ? i : rows - 1;
        row_a[i] = left.a + row * left.down;
#pragma GCC unroll 3
        for (size_t v = 0; v < VECTORS && v < vectors; v++) {
            __mmask16 lanes = !accumulate ? 0 : v + 1 < vectors ? 0xffff : mask;
            sum[i][v] =
                _mm512_maskz_loadu_ps(lanes, c + row * stride + v * LANES);
        }
    }
    for (size_t p = 0; p < k; p++, b += STRIP) {
        __m512 row_b[VECTORS];
#pragma GCC unroll 3
        for (size_t v = 0; v < VECTORS && v < vectors; v++) {
            row_b[v] = _mm512_load_ps(b + v * LANES);
        }
#pragma GCC unroll 8
        for (size_t i = 0; i < ROWS && i < height; i++) {
            __m512 factor = _mm512_set1_ps(row_a[i][p * left.right]);
#pragma GCC unroll 3
            for (size_t v = 0; v < VECTORS && v < vectors; v++) {
                sum[i][v] = _mm512_fmadd_ps(factor, row_b[v], sum[i][v]);
            }
        }
    }
#pragma GCC unroll 8
    for (size_t i = 0; i < ROWS && i < height; i++) {
        size_t row = i < rows ? i : rows - 1;
#pragma GCC unroll 3
        for (size_t v = 0; v < VECTORS && v < vectors; v++) {
            _mm512_mask_storeu_ps(c + row * stride + v * LANES,
                                  v + 1 < vectors ? 0xffff : mask, sum[i][v]);
        }
    }
}

/* A tile of `columns` columns, at most 48: no wider than they need. */
static inline __attribute__((always_inline)) void
wide_tile(Left left, const float *b, float *c, size_t stride, size_t k,
          size_t rows, size_t columns, bool accumulate, size_t height)
{
    size_t before = (columns - 1) / LANES * LANES; /* the last vector */
    __mmask16 mask = first_lanes(columns - before);
    if (before == 2 * LANES) {
        tile(left, b, c, stride, k, rows, mask, accumulate, height, 3);
    } else if (before == LANES) {
        tile(left, b, c, stride, k, rows, mask, accumulate, height, 2);
    } else {
        tile(left, b, c, stride, k, rows, mask, accumulate, height, 1);
    }
}

/* ... and no higher. */
static void any_tile(Left left, const float *b, float *c, size_t stride,
                     size_t k, size_t rows, size_t columns, bool accumulate)
{
    if (rows > 4) {
        wide_tile(left, b, c, stride, k, rows, columns, accumulate, 8);
    } else if (rows > 1) {
        wide_tile(left, b, c, stride, k, rows, columns, accumulate, 4);
    } else {
        wide_tile(left, b, c, stride, k, rows, columns, accumulate, 1);
    }
}

/* ---- Packing ---- */

static void pack_rows(const float *b, size_t stride, size_t k, size_t columns,
                      float *to)
{
    for (size_t p = 0; p < k; p++, b += stride, to += STRIP) {
        for (size_t j = 0; j < columns; j += LANES) {
            __mmask16 mask = first_lanes(columns - j);
            _mm512_store_ps(to + j, _mm512_maskz_loadu_ps(mask, b + j));
        }
    }
}

/* Four columns of sixteen rows become four vectors: the mask lets through what
   there is of the four, and of rows that are missing the last is repeated. */
static inline __attribute__((always_inline)) void
transpose(const float *b, size_t stride, size_t rows, __mmask8 mask,
          __m512 *column)
{
    __m512 part[4], pair[4];
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++) {
        __m128 four[4];
#pragma GCC unroll 4
        for (size_t q = 0; q < 4; q++) {
            size_t row = i + 4 * q < rows ? i + 4 * q : rows - 1;
            four[q] = _mm_maskz_loadu_ps(mask, b + row * stride);
        }
        part[i] = _mm512_castps128_ps512(four[0]);
        part[i] = _mm512_insertf32x4(part[i], four[1], 1);
        part[i] = _mm512_insertf32x4(part[i], four[2], 2);
        part[i] = _mm512_insertf32x4(part[i], four[3], 3);
    }
    pair[0] = _mm512_unpacklo_ps(part[0], part[1]);
    pair[1] = _mm512_unpackhi_ps(part[0], part[1]);
    pair[2] = _mm512_unpacklo_ps(part[2], part[3]);
    pair[3] = _mm512_unpackhi_ps(part[2], part[3]);
    column[0] = _mm512_shuffle_ps(pair[0], pair[2], _MM_SHUFFLE(1, 0, 1, 0));
    column[1] = _mm512_shuffle_ps(pair[0], pair[2], _MM_SHUFFLE(3, 2, 3, 2));
    column[2] = _mm512_shuffle_ps(pair[1], pair[3], _MM_SHUFFLE(1, 0, 1, 0));
    column[3] = _mm512_shuffle_ps(pair[1], pair[3], _MM_SHUFFLE(3, 2, 3, 2));
}

static void pack_columns(const float *b, size_t stride, size_t k,
                         size_t columns, float *to)
{
    for (size_t j = 0; j < columns; j += LANES, b += LANES * stride) {
        for (size_t p = 0; p < k; p += 4) {
            __m512 row[4];
            transpose(b + p, stride, columns - j,
                      (__mmask8)(first_lanes(k - p) & 0xf), row);
            for (size_t q = 0; q < 4 && p + q < k; q++) {
                _mm512_store_ps(to + (p + q) * STRIP + j, row[q]);
            }
        }
    }
}

/* Packs rows p ... p + k − 1 and columns j ... j + columns − 1 of B, a strip
   after the other, [k][48] each. */
static void pack(Right right, size_t p, size_t k, size_t j, size_t columns,
                 float *to)
{
    for (size_t s = 0; s < columns; s += STRIP, to += k * STRIP) {
        size_t width = columns - s < STRIP ? columns - s : STRIP;
        if (right.transposed) {
            pack_columns(right.b + (j + s) * right.stride + p, right.stride, k,
                         width, to);
        } else {
            pack_rows(right.b + p * right.stride + j + s, right.stride, k,
                      width, to);
        }
    }
}

/* ---- C = A B, or C + A B ---- */

/* What one packed panel contributes to `columns` columns of C, from c on. */
static void add_panel(Left left, const float *packed, float *c, size_t stride,
                      size_t m, size_t depth, size_t columns, bool accumulate)
{
    const float *a = left.a;
    for (size_t block = 0; block < m; block += BLOCK) {
        size_t end = block + BLOCK < m ? block + BLOCK : m;
        for (size_t j = 0; j < columns; j += STRIP) {
            size_t width = columns - j < STRIP ? columns - j : STRIP;
            for (size_t i = block; i < end; i += ROWS) {
                left.a = a + i / ROWS * left.next;
                any_tile(left, packed + j * depth, c + i * stride + j, stride,
                         depth, m - i, width, accumulate);
            }
        }
    }
}

/* The sum that one panel leaves in C the next goes on with.
   A: [m][k]; B: [k][n]; c: m rows of `stride`, of which n numbers are written;
   packed: [DEPTH][PANEL], aligned to 64. */
static void product(Left left, Right right, float *c, size_t stride, size_t m,
                    size_t n, size_t k, bool accumulate, float *packed)
{
    const float *a = left.a;
    for (size_t j = 0; j < n; j += PANEL) {
        size_t columns = n - j < PANEL ? n - j : PANEL;
        for (size_t p = 0; p < k; p += DEPTH) {
            size_t depth = k - p < DEPTH ? k - p : DEPTH;
            pack(right, p, depth, j, columns, packed);
            left.a = a + p * left.right;
            add_panel(left, packed, c + j, stride, m, depth, columns,
                      accumulate || p > 0);
        }
    }
}

/* ---- The three products ---- */

/* The rows of a matrix as they stand. */
static Left rows_of(const float *a, size_t stride)
{
    return (Left){.a = a, .down = stride, .right = 1, .next = ROWS * stride};
}

static size_t up_to_lanes(size_t count)
{
    return (count + LANES - 1) / LANES * LANES;
}

/* y = tᵀ + b.   t: [out][n], rows of `stride`; y: [n][out]. */
static void transpose_add(const float *t, size_t stride, const float *b,
                          float *y, size_t n, size_t out)
{
    for (size_t o = 0; o < out; o += LANES) {
        __mmask16 mask = first_lanes(out - o);
        __m512 bias = _mm512_maskz_loadu_ps(mask, b + o);
        for (size_t e = 0; e < n; e += 4) {
            __m512 row[4];
            transpose(t + o * stride + e, stride, out - o, 0xf, row);
            for (size_t q = 0; q < 4 && e + q < n; q++) {
                _mm512_mask_storeu_ps(y + (e + q) * out + o, mask,
                                      _mm512_add_ps(row[q], bias));
            }
        }
    }
}

/* y = x wᵀ + b. For many examples yᵀ = w xᵀ, where x is what is transposed and
   packed; for few of them wᵀ is, which takes no longer than reading w. */
void dense_forward_avx512(const float *x, const float *w, const float *b,
                          float *y, size_t n, size_t in, size_t out,
                          void *scratch)
{
    if (n == 1) {
        dense_one_avx2(x, w, b, y, in, out);
        return;
    }
    float *panel = scratch, *across = panel + DEPTH * PANEL;
    if (n > FEW) {
        size_t stride = up_to_lanes(n);
        product(rows_of(w, in), (Right){x, in, true}, across, stride, out, n,
                in, false, panel);
        transpose_add(across, stride, b, y, n, out);
        return;
    }
    product(rows_of(x, in), (Right){w, in, true}, y, out, n, out, in, false,
            panel);
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            y[e * out + o] += b[o];
        }
    }
}

void dense_inputs_avx512(const float *w, const float *dy, float *dx, size_t n,
                         size_t in, size_t out, void *scratch)
{
    product(rows_of(dy, out), (Right){w, in, false}, dx, in, n, in, out, false,
            scratch);
}

/* Packs columns of dy in groups of eight, [n][8] each, and adds their sums to
   db.   dy: rows of `out`. */
static void pack_gradients(const float *dy, float *db, size_t n, size_t out,
                           size_t columns, float *to)
{
    for (size_t o = 0; o < columns; o += ROWS) {
        __mmask8 mask = (__mmask8)first_lanes(columns - o);
        __m256 sum = _mm256_maskz_loadu_ps(mask, db + o);
        for (size_t e = 0; e < n; e++, to += ROWS) {
            __m256 eight = _mm256_maskz_loadu_ps(mask, dy + e * out + o);
            _mm256_store_ps(to, eight);
            sum = _mm256_add_ps(sum, eight);
        }
        _mm256_mask_storeu_ps(db + o, mask, sum);
    }
}

void dense_weights_avx512(const float *x, const float *dy, float *dw, float *db,
                          size_t n, size_t in, size_t out, size_t first,
                          size_t rows, void *scratch)
{
    float *panel = scratch, *columns = panel + DEPTH * PANEL;
    pack_gradients(dy + first, db + first, n, out, rows, columns);
    Left left = {columns, .down = 1, .right = ROWS, .next = ROWS * n};
    product(left, (Right){x, in, false}, dw + first * in, in, rows, in, n, true,
            panel);
}

size_t dense_scratch_avx512(size_t n, size_t in, size_t out)
{
    (void)in;
    size_t gradients = (out + ROWS - 1) / ROWS * ROWS * n;
    size_t across = out * up_to_lanes(n);
    size_t more = gradients > across ? gradients : across;
    return ((DEPTH * PANEL + more) * sizeof(float) + 63) / 64 * 64;
}

#endif
