/* The products of a dense layer with AVX2. Two kernels make them, in tiles of
   twelve sums that stay in registers: dot products of rows where both matrices
   are summed along their rows (forward), and otherwise a tile of C = A B. Each
   element is summed by itself, in an order that depends on the length of the
   sum and on whether there is one example or more: where it stands and who else
   is computed do not change its bits. */
#include "kernels_avx2.h"

#if HAS_AVX2

#include "avx2.h"
#include "vectors_avx2.h"

#include <string.h>

enum {
    DOT_ROWS = 4, /* of a tile of dot products */
    DOT_COLUMNS = 3,
    EXAMPLES = 32, /* whose x stays in the second cache while w goes by */

    ROWS = 4,    /* of a tile of C = A B */
    VECTORS = 3, /* ... in each row of it */
    STRIP = VECTORS * LANES,
    PANEL = 4 * STRIP, /* columns of B that are packed at a time */
    DEPTH = 64         /* ... and rows: together they fit the first cache */
};

/* ---- Dot products: y = x wᵀ + b ---- */

static inline __attribute__((always_inline)) __m256
load(const float *x, bool masked, __m256i mask)
{
    return masked ? _mm256_maskload_ps(x, mask) : _mm256_loadu_ps(x);
}

/* One step of a dot_tile: the elements p to p + 7 of all its rows, or those
   that the mask lets through. */
static inline __attribute__((always_inline)) void
dot_step(const float *const *x, const float *const *w, size_t p, bool masked,
         __m256i mask, __m256 (*sum)[DOT_COLUMNS])
{
    __m256 part[DOT_COLUMNS];
#pragma GCC unroll 3
    for (size_t j = 0; j < DOT_COLUMNS; j++) {
        part[j] = load(w[j] + p, masked, mask);
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < DOT_ROWS; i++) {
        __m256 factor = load(x[i] + p, masked, mask);
#pragma GCC unroll 3
        for (size_t j = 0; j < DOT_COLUMNS; j++) {
            sum[i][j] = _mm256_fmadd_ps(factor, part[j], sum[i][j]);
        }
    }
}

/* Four sums, each of the eight lanes of one vector. */
static inline __m128 add_lanes(__m256 a, __m256 b, __m256 c, __m256 d)
{
    __m256 ab =
        _mm256_add_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
    __m256 cd =
        _mm256_add_ps(_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
    __m256 halves =
        _mm256_add_ps(_mm256_shuffle_ps(ab, cd, _MM_SHUFFLE(1, 0, 1, 0)),
                      _mm256_shuffle_ps(ab, cd, _MM_SHUFFLE(3, 2, 3, 2)));
    return _mm_add_ps(_mm256_castps256_ps128(halves),
                      _mm256_extractf128_ps(halves, 1));
}

/* A tile of y = x wᵀ + b: examples and outputs that are missing at the edge
   repeat the last one, but are not stored. Of each dot product there are eight
   partial sums, one a lane.   x, w: rows of `in`; y: rows of `out`. */
static void dot_tile(const float *x, const float *w, const float *b, float *y,
                     size_t in, size_t out, size_t rows, size_t columns)
{
    const float *row_x[DOT_ROWS], *row_w[DOT_COLUMNS];
    __m256 sum[DOT_ROWS][DOT_COLUMNS];
#pragma GCC unroll 4
    for (size_t i = 0; i < DOT_ROWS; i++) {
        row_x[i] = x + (i < rows ? i : rows - 1) * in;
#pragma GCC unroll 3
        for (size_t j = 0; j < DOT_COLUMNS; j++) {
            row_w[j] = w + (j < columns ? j : columns - 1) * in;
            sum[i][j] = _mm256_setzero_ps();
        }
    }
    size_t p = 0;
    for (; p + LANES <= in; p += LANES) {
        dot_step(row_x, row_w, p, false, first_lanes(LANES), sum);
    }
    if (p < in) {
        dot_step(row_x, row_w, p, true, first_lanes(in - p), sum);
    }
    float total[DOT_COLUMNS][DOT_ROWS];
#pragma GCC unroll 3
    for (size_t j = 0; j < DOT_COLUMNS; j++) {
        _mm_storeu_ps(total[j],
                      add_lanes(sum[0][j], sum[1][j], sum[2][j], sum[3][j]));
    }
    for (size_t i = 0; i < rows && i < DOT_ROWS; i++) {
        for (size_t j = 0; j < columns && j < DOT_COLUMNS; j++) {
            y[i * out + j] = total[j][i] + b[j];
        }
    }
}

/* y = x wᵀ + b of a few examples. The outputs go by in pairs of tiles: the two
   find the rows of x in the first cache. */
static void forward_block(const float *x, const float *w, const float *b,
                          float *y, size_t n, size_t in, size_t out)
{
    for (size_t first = 0; first < out; first += 2 * DOT_COLUMNS) {
        for (size_t e = 0; e < n; e += DOT_ROWS) {
            for (size_t o = first; o < out && o < first + 2 * DOT_COLUMNS;
                 o += DOT_COLUMNS) {
                dot_tile(x + e * in, w + o * in, b + o, y + e * out + o, in,
                         out, n - e, out - o);
            }
        }
    }
}

void dense_one_avx2(const float *x, const float *w, const float *b, float *y,
                    size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = dot_avx2(x, w + o * in, in) + b[o];
    }
}

void dense_forward_avx2(const float *x, const float *w, const float *b,
                        float *y, size_t n, size_t in, size_t out,
                        void *scratch)
{
    (void)scratch;
    if (n == 1) {
        dense_one_avx2(x, w, b, y, in, out);
        return;
    }
    for (size_t e = 0; e < n; e += EXAMPLES) {
        size_t count = n - e < EXAMPLES ? n - e : EXAMPLES;
        forward_block(x + e * in, w, b, y + e * out, count, in, out);
    }
}

/* ---- C = A B, or C + A B: the gradients ----
   B is packed: strips of 24 columns, the rows of a strip one behind the other.
   As it stands, its rows may lie 4096 bytes apart, and then the columns of a
   tile fall into so few sets of the caches that each row drives out another. */

/* The rows of A as they stand, or its columns in groups of four: the groups
   one behind the other, in each [k][4]. Either way, row i of a tile has its
   element p at i · down + p · right, and the tile of row i begins at i · k. */
typedef struct Left {
    const float *a;
    size_t down, right;
} Left;

/* A tile of C: four rows of `vectors` vectors. Each step p multiplies a piece
   of row p of B by numbers of column p of A. Rows that are missing at the edge
   repeat the last one: the same is computed and stored again. The loops have
   constant bounds, without which clang does not unroll them.
   b: [k][24]; c: rows of n. */
static inline __attribute__((always_inline)) void
tile(Left left, const float *b, float *c, size_t n, size_t k, size_t rows,
     size_t vectors, bool accumulate)
{
    const float *row_a[ROWS];
    float *row_c[ROWS];
    __m256 sum[ROWS][VECTORS];
#pragma GCC unroll 4
    for (size_t i = 0; i < ROWS; i++) {
        size_t row = i < rows ? i : rows - 1;
        row_a[i] = left.a + row * left.down;
        row_c[i] = c + row * n;
#pragma GCC unroll 3
        for (size_t v = 0; v < VECTORS && v < vectors; v++) {
            sum[i][v] = accumulate ? _mm256_loadu_ps(row_c[i] + v * LANES)
                                   : _mm256_setzero_ps();
        }
    }
    for (size_t p = 0; p < k; p++) {
        __m256 row_b[VECTORS];
#pragma GCC unroll 3
        for (size_t v = 0; v < VECTORS && v < vectors; v++) {
            row_b[v] = _mm256_load_ps(b + p * STRIP + v * LANES);
        }
#pragma GCC unroll 4
        for (size_t i = 0; i < ROWS; i++) {
            __m256 factor = _mm256_broadcast_ss(row_a[i] + p * left.right);
#pragma GCC unroll 3
            for (size_t v = 0; v < VECTORS && v < vectors; v++) {
                sum[i][v] = _mm256_fmadd_ps(factor, row_b[v], sum[i][v]);
            }
        }
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < ROWS; i++) {
#pragma GCC unroll 3
        for (size_t v = 0; v < VECTORS && v < vectors; v++) {
            _mm256_storeu_ps(row_c[i] + v * LANES, sum[i][v]);
        }
    }
}

static void copy(const float *from, size_t from_stride, float *to,
                 size_t to_stride, size_t rows, size_t columns)
{
    for (size_t i = 0; i < rows; i++) {
        memcpy(to + i * to_stride, from + i * from_stride,
               columns * sizeof *to);
    }
}

/* A tile of up to 24 columns. If they fill only a part of their last vector, it
   is computed beside C. */
static inline __attribute__((always_inline)) void
any_tile(Left left, const float *b, float *c, size_t n, size_t k, size_t rows,
         size_t columns, bool accumulate)
{
    float beside[ROWS * STRIP];
    const bool edge = columns % LANES != 0;
    rows = rows < ROWS ? rows : ROWS;
    if (edge && accumulate) {
        copy(c, n, beside, STRIP, rows, columns);
    }
    float *to = edge ? beside : c;
    size_t stride = edge ? STRIP : n;
    if (columns > 2 * LANES) {
        tile(left, b, to, stride, k, rows, 3, accumulate);
    } else if (columns > LANES) {
        tile(left, b, to, stride, k, rows, 2, accumulate);
    } else {
        tile(left, b, to, stride, k, rows, 1, accumulate);
    }
    if (edge) {
        copy(beside, STRIP, c, n, rows, columns);
    }
}

/* Packs `columns` columns of B, at most a panel: [k][n] becomes strips of
   [k][24]. What is missing of the last vector becomes 0. */
static void pack(const float *b, size_t n, size_t k, size_t columns, float *to)
{
    for (size_t p = 0; p < k; p++, b += n, to += STRIP) {
        size_t j = 0, strip = 0;
        for (; j + STRIP <= columns; j += STRIP, strip += k * STRIP) {
#pragma GCC unroll 3
            for (size_t v = 0; v < STRIP; v += LANES) {
                _mm256_store_ps(to + strip + v, _mm256_loadu_ps(b + j + v));
            }
        }
        for (size_t v = 0; j + v < columns; v += LANES) {
            __m256i mask = first_lanes(columns - j - v);
            _mm256_store_ps(to + strip + v,
                            _mm256_maskload_ps(b + j + v, mask));
        }
    }
}

/* What `depth` rows and `columns` columns of B, from b on, contribute to C. */
static inline __attribute__((always_inline)) void
add_panel(Left left, const float *b, float *c, size_t m, size_t n, size_t k,
          size_t depth, size_t columns, bool accumulate, float *packed)
{
    const float *a = left.a;
    pack(b, n, depth, columns, packed);
    for (size_t i = 0; i < m; i += ROWS) {
        left.a = a + i * k;
        for (size_t j = 0; j < columns; j += STRIP) {
            any_tile(left, packed + j * depth, c + i * n + j, n, depth, m - i,
                     columns - j < STRIP ? columns - j : STRIP, accumulate);
        }
    }
}

/* C = A B, or C + A B. The sum that one panel leaves in C the next goes on
   with: its order is the same as in one go.
   A: [m][k]; b: [k][n]; c: [m][n]; packed: [DEPTH][PANEL], aligned to 32. */
static inline __attribute__((always_inline)) void
product(Left left, const float *b, float *c, size_t m, size_t n, size_t k,
        bool accumulate, float *packed)
{
    const float *a = left.a;
    for (size_t j = 0; j < n; j += PANEL) {
        size_t columns = n - j < PANEL ? n - j : PANEL;
        for (size_t p = 0; p < k; p += DEPTH) {
            size_t depth = k - p < DEPTH ? k - p : DEPTH;
            left.a = a + p * left.right;
            add_panel(left, b + p * n + j, c + j, m, n, k, depth, columns,
                      accumulate || p > 0, packed);
        }
    }
}

void dense_inputs_avx2(const float *w, const float *dy, float *dx, size_t n,
                       size_t in, size_t out, void *scratch)
{
    Left left = {.a = dy, .down = out, .right = 1};
    product(left, w, dx, n, in, out, false, scratch);
}

/* Packs columns of dy in groups of four, [n][4] each, and adds their sums to
   db.   dy: rows of `out`. */
static void pack_columns(const float *dy, float *db, size_t n, size_t out,
                         size_t columns, float *to)
{
    for (size_t o = 0; o < columns; o += ROWS) {
        __m128i mask = _mm256_castsi256_si128(first_lanes(columns - o));
        __m128 sum = _mm_maskload_ps(db + o, mask);
        for (size_t e = 0; e < n; e++, to += ROWS) {
            __m128 four = _mm_maskload_ps(dy + e * out + o, mask);
            _mm_store_ps(to, four);
            sum = _mm_add_ps(sum, four);
        }
        _mm_maskstore_ps(db + o, mask, sum);
    }
}

void dense_weights_avx2(const float *x, const float *dy, float *dw, float *db,
                        size_t n, size_t in, size_t out, size_t first,
                        size_t rows, void *scratch)
{
    float *panel = scratch, *columns = panel + DEPTH * PANEL;
    pack_columns(dy + first, db + first, n, out, rows, columns);
    Left left = {.a = columns, .down = 1, .right = ROWS};
    product(left, x, dw + first * in, rows, in, n, true, panel);
}

size_t dense_scratch_avx2(size_t n, size_t in, size_t out)
{
    (void)in;
    size_t columns = (out + ROWS - 1) / ROWS * ROWS * n;
    return ((DEPTH * PANEL + columns) * sizeof(float) + 63) / 64 * 64;
}

#endif
