/* Dense layers with AVX2: the gemm of chapter 3 in tiles of C that stay in
   registers. Each element of C is summed by one thread, and in an order that
   depends on k alone: neither its place nor the number of threads changes its
   bits. */
#include "kernels.h"

#if HAS_AVX2

#include "mlp.h"

#include <stdint.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#else
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx2.h>
#include <simde/x86/fma.h>
#endif

enum {
    LANES = 8,    /* floats in a vector */
    ROWS = 6,     /* of a tile of C */
    VECTORS = 2,  /* ... in each row of it */
    DOT_ROWS = 4, /* of a tile of C that is made of dot products */
    DOT_COLUMNS = 3
};

/* A mask that lets the first `count` lanes through; all if there are more. */
static inline __m256i first_lanes(size_t count)
{
    static const int32_t on_then_off[2 * LANES] = {-1, -1, -1, -1,
                                                   -1, -1, -1, -1};
    size_t lanes = count < LANES ? count : LANES;
    return _mm256_loadu_si256((const __m256i *)(on_then_off + LANES - lanes));
}

static inline float add_lanes(__m256 v)
{
    __m128 four =
        _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/* Eight floats from x on; masked, only those that the mask lets through. Where
   `masked` is a constant, the compiler leaves one of the two. */
static inline __attribute__((always_inline)) __m256
load(const float *x, bool masked, __m256i mask)
{
    return masked ? _mm256_maskload_ps(x, mask) : _mm256_loadu_ps(x);
}

static inline __attribute__((always_inline)) void
store(float *y, __m256 v, bool masked, __m256i mask)
{
    if (masked) {
        _mm256_maskstore_ps(y, mask, v);
    } else {
        _mm256_storeu_ps(y, v);
    }
}

/* A tile of C = A B, or C + A B: `rows` rows and `vectors` vectors of columns.
   Each step p multiplies a piece of row p of B by numbers of column p of A.
   Rows that are missing at the edge repeat the last one: the same is computed
   and stored again. With one vector, the mask cuts the columns.
   A[i][p] is a[i · down + p · right]; b, c: rows of n. */
static inline __attribute__((always_inline)) void
tile(const float *a, size_t down, size_t right, const float *b, float *c,
     size_t n, size_t k, size_t rows, size_t vectors, __m256i mask,
     bool accumulate)
{
    const bool masked = vectors == 1;
    const float *row_a[ROWS];
    float *row_c[ROWS];
    __m256 sum[ROWS][VECTORS];
#pragma GCC unroll 6
    for (size_t i = 0; i < ROWS; i++) {
        size_t row = i < rows ? i : rows - 1;
        row_a[i] = a + row * down;
        row_c[i] = c + row * n;
#pragma GCC unroll 2
        for (size_t v = 0; v < vectors; v++) {
            sum[i][v] = accumulate ? load(row_c[i] + v * LANES, masked, mask)
                                   : _mm256_setzero_ps();
        }
    }
    for (size_t p = 0; p < k; p++) {
        __m256 row_b[VECTORS];
#pragma GCC unroll 2
        for (size_t v = 0; v < vectors; v++) {
            row_b[v] = load(b + p * n + v * LANES, masked, mask);
        }
#pragma GCC unroll 6
        for (size_t i = 0; i < ROWS; i++) {
            __m256 factor = _mm256_broadcast_ss(row_a[i] + p * right);
#pragma GCC unroll 2
            for (size_t v = 0; v < vectors; v++) {
                sum[i][v] = _mm256_fmadd_ps(factor, row_b[v], sum[i][v]);
            }
        }
    }
#pragma GCC unroll 6
    for (size_t i = 0; i < ROWS; i++) {
#pragma GCC unroll 2
        for (size_t v = 0; v < vectors; v++) {
            store(row_c[i] + v * LANES, sum[i][v], masked, mask);
        }
    }
}

/* One step of a dot_tile: the elements p to p + 7 of all its rows, or those
   that the mask lets through. */
static inline __attribute__((always_inline)) void
dot_step(const float *const *row_a, const float *const *row_b, size_t p,
         bool masked, __m256i mask, __m256 (*sum)[DOT_COLUMNS])
{
    __m256 part[DOT_COLUMNS];
#pragma GCC unroll 3
    for (size_t j = 0; j < DOT_COLUMNS; j++) {
        part[j] = load(row_b[j] + p, masked, mask);
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < DOT_ROWS; i++) {
        __m256 x = load(row_a[i] + p, masked, mask);
#pragma GCC unroll 3
        for (size_t j = 0; j < DOT_COLUMNS; j++) {
            sum[i][j] = _mm256_fmadd_ps(x, part[j], sum[i][j]);
        }
    }
}

/* A tile of C = A Bᵀ, or C + A Bᵀ: dot products of rows of A and rows of B,
   eight partial sums for each. Rows that are missing at the edge repeat the
   last one, but are not stored.   a, b: rows of k; c: rows of n. */
static void dot_tile(const float *a, const float *b, float *c, size_t n,
                     size_t k, size_t rows, size_t columns, bool accumulate)
{
    const float *row_a[DOT_ROWS], *row_b[DOT_COLUMNS];
    __m256 sum[DOT_ROWS][DOT_COLUMNS];
#pragma GCC unroll 4
    for (size_t i = 0; i < DOT_ROWS; i++) {
        row_a[i] = a + (i < rows ? i : rows - 1) * k;
#pragma GCC unroll 3
        for (size_t j = 0; j < DOT_COLUMNS; j++) {
            row_b[j] = b + (j < columns ? j : columns - 1) * k;
            sum[i][j] = _mm256_setzero_ps();
        }
    }
    size_t p = 0;
    for (; p + LANES <= k; p += LANES) {
        dot_step(row_a, row_b, p, false, first_lanes(LANES), sum);
    }
    if (p < k) {
        dot_step(row_a, row_b, p, true, first_lanes(k - p), sum);
    }
    float total[DOT_ROWS][DOT_COLUMNS];
#pragma GCC unroll 4
    for (size_t i = 0; i < DOT_ROWS; i++) {
#pragma GCC unroll 3
        for (size_t j = 0; j < DOT_COLUMNS; j++) {
            total[i][j] = add_lanes(sum[i][j]);
        }
    }
    for (size_t i = 0; i < rows && i < DOT_ROWS; i++) {
        for (size_t j = 0; j < columns && j < DOT_COLUMNS; j++) {
            c[i * n + j] = total[i][j] + (accumulate ? c[i * n + j] : 0);
        }
    }
}

/* The columns j to j + 15 of C = op(A) B: a strip of B stays in the first
   cache while the rows of A go by. */
static void strip(const float *a, size_t down, size_t right, const float *b,
                  float *c, size_t m, size_t n, size_t k, size_t j,
                  bool accumulate)
{
    for (size_t i = 0; i < m; i += ROWS) {
        const float *from = a + i * down;
        float *to = c + i * n;
        if (j + VECTORS * LANES <= n) {
            tile(from, down, right, b + j, to + j, n, k, m - i, VECTORS,
                 first_lanes(LANES), accumulate);
            continue;
        }
        for (size_t v = j; v < n; v += LANES) {
            tile(from, down, right, b + v, to + v, n, k, m - i, 1,
                 first_lanes(n - v), accumulate);
        }
    }
}

static void gemm_avx2(bool transpose_a, bool transpose_b, const float *a,
                      const float *b, float *c, size_t m, size_t n, size_t k,
                      bool accumulate)
{
    if (transpose_a && transpose_b) {
        gemm(true, true, a, b, c, m, n, k, accumulate); /* no layer asks */
    } else if (transpose_b) {
        for (size_t j = 0; j < n; j += DOT_COLUMNS) {
            for (size_t i = 0; i < m; i += DOT_ROWS) {
                dot_tile(a + i * k, b + j * k, c + i * n + j, n, k, m - i,
                         n - j, accumulate);
            }
        }
    } else {
        size_t down = transpose_a ? 1 : k, right = transpose_a ? m : 1;
        for (size_t j = 0; j < n; j += VECTORS * LANES) {
            strip(a, down, right, b, c, m, n, k, j, accumulate);
        }
    }
}

static void dense_forward_avx2(const float *x, const float *w, const float *b,
                               float *y, size_t n, size_t in, size_t out,
                               void *scratch)
{
    (void)scratch;
    for (size_t e = 0; e < n; e++) {
        memcpy(y + e * out, b, out * sizeof *b);
    }
    gemm_avx2(false, true, x, w, y, n, out, in, true);
}

static void dense_inputs_avx2(const float *w, const float *dy, float *dx,
                              size_t n, size_t in, size_t out, void *scratch)
{
    (void)scratch;
    gemm_avx2(false, false, dy, w, dx, n, in, out, false);
}

static void dense_weights_avx2(const float *x, const float *dy, float *dw,
                               float *db, size_t n, size_t in, size_t out,
                               size_t first, size_t rows, void *scratch)
{
    (void)scratch;
    for (size_t j = 0; j < in; j += VECTORS * LANES) {
        strip(dy + first, 1, out, x, dw + first * in, rows, in, n, j, true);
    }
    for (size_t e = 0; e < n; e++) {
        for (size_t o = first; o < first + rows; o++) {
            db[o] += dy[e * out + o];
        }
    }
}

static size_t dense_scratch_avx2(size_t n, size_t in, size_t out)
{
    (void)n, (void)in, (void)out;
    return 0;
}

static bool processor_has_avx2(void)
{
#ifdef __x86_64__
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return true; /* SIMDe made other instructions of them */
#endif
}

const Kernels kernels_avx2 = {
    .name = "avx2",
    .runs_here = processor_has_avx2,
    .gemm = gemm_avx2,
    .dense_forward = dense_forward_avx2,
    .dense_inputs = dense_inputs_avx2,
    .dense_weights = dense_weights_avx2,
    .dense_scratch = dense_scratch_avx2,
};

#endif
