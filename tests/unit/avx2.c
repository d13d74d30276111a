/* The AVX2 kernels against the scalar ones, in arrays that end where reading on
   would be fatal. Without AVX2 there is nothing to test. */
#include "guard.h"
#include "kernels.h"
#include "rng.h"

#include <criterion/criterion.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sizes at the edges of the tiles, and beyond. */
static const size_t sizes[] = {1, 2,  3,  4,  5,  6,  7,  8,
                               9, 12, 13, 15, 16, 17, 24, 33};
enum { SIZES = sizeof sizes / sizeof sizes[0] };

static const Kernels *scalar, *avx2;

static void choose(void)
{
    setenv("NN_ISA", "scalar", 1);
    scalar = kernels_choose(NULL);
    setenv("NN_ISA", "avx2", 1);
    avx2 = kernels_choose(NULL);
    unsetenv("NN_ISA");
    if (avx2 == NULL) {
        cr_skip_test("no AVX2 here");
    }
}

TestSuite(avx2, .init = choose);

static float *drawn(Rng *rng, size_t count)
{
    float *x = guarded_array(count * sizeof *x);
    cr_assert_not_null(x);
    for (size_t i = 0; i < count; i++) {
        x[i] = (float)rng_normal(rng);
    }
    return x;
}

static float *copied(const float *x, size_t count)
{
    float *copy = guarded_array(count * sizeof *x);
    cr_assert_not_null(copy);
    memcpy(copy, x, count * sizeof *x);
    return copy;
}

static void dispose(float *x, size_t count)
{
    cr_expect_eq(guarded_written(x, count * sizeof *x), 0);
    guarded_free(x, count * sizeof *x);
}

/* Equal but for the rounding of sums of k products of numbers of size 1, which
   are added in another order. */
static void expect_close(const float *a, const float *b, size_t count, size_t k,
                         const char *what)
{
    float limit = 8 * FLT_EPSILON * (float)(k + 1);
    for (size_t i = 0; i < count; i++) {
        cr_assert(fabsf(a[i] - b[i]) <= limit,
                  "%s, %zu products: [%zu] is %.9g, expected %.9g", what, k, i,
                  (double)a[i], (double)b[i]);
    }
}

static void compare_gemm(size_t m, size_t n, size_t k, unsigned flags)
{
    bool transpose_a = flags & 1, transpose_b = flags & 2;
    bool accumulate = flags & 4;
    Rng rng = rng_seeded(m + 64 * n + 4096 * k);
    float *a = drawn(&rng, m * k), *b = drawn(&rng, k * n);
    float *expected = drawn(&rng, m * n), *c = copied(expected, m * n);
    scalar->gemm(transpose_a, transpose_b, a, b, expected, m, n, k, accumulate);
    avx2->gemm(transpose_a, transpose_b, a, b, c, m, n, k, accumulate);
    char what[80];
    snprintf(what, sizeof what, "gemm %zu x %zu, flags %u", m, n, flags);
    expect_close(c, expected, m * n, k, what);
    dispose(a, m * k);
    dispose(b, k * n);
    dispose(c, m * n);
    dispose(expected, m * n);
}

Test(avx2, gemm_equals_the_scalar_one_at_odd_shapes)
{
    for (size_t i = 0; i < SIZES * SIZES * SIZES; i++) {
        for (unsigned flags = 0; flags < 8; flags++) {
            compare_gemm(sizes[i % SIZES], sizes[i / SIZES % SIZES],
                         sizes[i / SIZES / SIZES], flags);
        }
    }
}

static void compare_dense(size_t n, size_t in, size_t out)
{
    Rng rng = rng_seeded(n + 64 * in + 4096 * out);
    float *x = drawn(&rng, n * in), *w = drawn(&rng, out * in);
    float *b = drawn(&rng, out), *dy = drawn(&rng, n * out);
    float *y[2], *dx[2], *dw[2], *db[2];
    y[0] = drawn(&rng, n * out);
    dx[0] = drawn(&rng, n * in);
    dw[0] = drawn(&rng, out * in);
    db[0] = drawn(&rng, out);
    y[1] = copied(y[0], n * out);
    dx[1] = copied(dx[0], n * in);
    dw[1] = copied(dw[0], out * in);
    db[1] = copied(db[0], out);
    const Kernels *kernels[2] = {scalar, avx2};
    for (int i = 0; i < 2; i++) {
        kernels[i]->dense_forward(x, w, b, y[i], n, in, out);
        kernels[i]->dense_backward(x, w, dy, dx[i], dw[i], db[i], n, in, out);
        kernels[i]->dense_backward(x, w, dy, NULL, dw[i], db[i], n, in, out);
    }
    expect_close(y[1], y[0], n * out, in, "dense y");
    expect_close(dx[1], dx[0], n * in, out, "dense dx");
    expect_close(dw[1], dw[0], out * in, 2 * n, "dense dw");
    expect_close(db[1], db[0], out, 2 * n, "dense db");
    for (int i = 0; i < 2; i++) {
        dispose(y[i], n * out);
        dispose(dx[i], n * in);
        dispose(dw[i], out * in);
        dispose(db[i], out);
    }
    dispose(x, n * in);
    dispose(w, out * in);
    dispose(b, out);
    dispose(dy, n * out);
}

Test(avx2, dense_layers_equal_the_scalar_ones_at_odd_shapes)
{
    for (size_t i = 0; i < SIZES * SIZES * SIZES; i++) {
        compare_dense(sizes[i % SIZES], sizes[i / SIZES % SIZES],
                      sizes[i / SIZES / SIZES]);
    }
    compare_dense(64, 784, 128);
}

Test(avx2, an_output_does_not_depend_on_the_rest_of_the_batch)
{
    enum { N = 13, IN = 37, OUT = 19 };
    Rng rng = rng_seeded(1);
    float *x = drawn(&rng, N * IN), *w = drawn(&rng, OUT * IN);
    float *b = drawn(&rng, OUT), all[N * OUT], one[OUT];
    avx2->dense_forward(x, w, b, all, N, IN, OUT);
    for (size_t e = 0; e < N; e++) {
        avx2->dense_forward(x + e * IN, w, b, one, 1, IN, OUT);
        cr_expect_arr_eq(one, all + e * OUT, sizeof one);
    }
    dispose(x, N * IN);
    dispose(w, OUT * IN);
    dispose(b, OUT);
}
