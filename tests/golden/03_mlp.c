/* Chapter 3 against PyTorch, and the given network of digits. */
#include "digits.h"
#include "golden.h"
#include "mlp.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const char file[] = "03_mlp";

/* prefix, number and suffix as one name, such as "gemm3.product". */
static const char *named(const char *prefix, int number, const char *suffix)
{
    static char name[64];
    snprintf(name, sizeof name, "%s%d.%s", prefix, number, suffix);
    return name;
}

static const real *input(const char *prefix, int number, const char *suffix)
{
    return golden(file, named(prefix, number, suffix), NULL);
}

/* to[j][i] = from[i][j]. */
static void transpose(const real *from, real *to, size_t rows, size_t columns)
{
    for (size_t i = 0; i < rows * columns; i++) {
        to[i % columns * rows + i / columns] = from[i];
    }
}

enum { PRODUCTS = 5, DENSE = 4, BATCHES = 4, LARGEST = 1024 };

Test(golden_mlp, gemm_equals_matmul_for_both_transposes)
{
    for (int i = 0; i < PRODUCTS; i++) {
        const real *shape = input("gemm", i, "shape");
        size_t m = (size_t)shape[0], n = (size_t)shape[1], k = (size_t)shape[2];
        const real *a = input("gemm", i, "a"), *b = input("gemm", i, "b");
        const real *c = input("gemm", i, "c");
        real at[LARGEST], bt[LARGEST], result[LARGEST];
        transpose(a, at, m, k);
        transpose(b, bt, k, n);
        for (int flags = 0; flags < 4; flags++) {
            const real *left = flags & 1 ? at : a, *right = flags & 2 ? bt : b;
            gemm(flags & 1, flags & 2, left, right, result, m, n, k, false);
            golden_require(file, named("gemm", i, "product"), result, m * n);
            for (size_t j = 0; j < m * n; j++) {
                result[j] = c[j];
            }
            gemm(flags & 1, flags & 2, left, right, result, m, n, k, true);
            golden_require(file, named("gemm", i, "sum"), result, m * n);
        }
    }
}

Test(golden_mlp, dense_forward_equals_linear)
{
    for (int i = 0; i < DENSE; i++) {
        const real *shape = input("dense", i, "shape");
        size_t n = (size_t)shape[0], in = (size_t)shape[1];
        size_t out = (size_t)shape[2];
        real y[LARGEST];
        dense_forward(input("dense", i, "x"), input("dense", i, "w"),
                      input("dense", i, "b"), y, n, in, out);
        golden_require(file, named("dense", i, "y"), y, n * out);
    }
}

Test(golden_mlp, activations_equal_pytorch_at_the_edges_too)
{
    static const char *const names[ACTIVATIONS] = {
        [IDENTITY] = "activate.identity",
        [SIGMOID] = "activate.sigmoid",
        [TANH] = "activate.tanh",
        [RELU] = "activate.relu",
        [LEAKY_RELU] = "activate.leaky_relu",
        [ELU] = "activate.elu",
        [SOFTPLUS] = "activate.softplus",
        [HARD_TANH] = "activate.hard_tanh"};
    size_t count;
    const real *z = golden(file, "activate.z", &count);
    for (int g = 0; g < ACTIVATIONS; g++) {
        const real *expected = golden(file, names[g], NULL);
        for (size_t i = 0; i < count; i++) {
            real y;
            activate((Activation)g, z + i, &y, 1);
            double tolerance = sizeof(real) == sizeof(double) ? 1e-10 : 1e-5;
            double e = (double)expected[i];
            /* In float the smallest numbers have few digits or none. */
            cr_expect(fabs((double)y - e) <= tolerance * fabs(e) + 1e-38,
                      "%s at %g: expected %.17g, got %.17g", names[g],
                      (double)z[i], e, (double)y);
        }
    }
}

Test(golden_mlp, softmax_losses_and_one_hot_equal_pytorch)
{
    for (int i = 0; i < BATCHES; i++) {
        const real *shape = input("classes", i, "shape");
        size_t n = (size_t)shape[0], classes = (size_t)shape[1];
        const real *z = input("classes", i, "z");
        const int *labels =
            golden_ints(file, named("classes", i, "labels"), NULL);
        real result[LARGEST];
        softmax(z, result, n, classes);
        golden_require(file, named("classes", i, "softmax"), result,
                       n * classes);
        one_hot(labels, result, n, classes);
        golden_require(file, named("classes", i, "one_hot"), result,
                       n * classes);
        *result = cross_entropy(z, labels, n, classes);
        golden_require(file, named("classes", i, "cross_entropy"), result, 1);
        *result = mean_squared_error(z, input("classes", i, "t"), n * classes);
        golden_require(file, named("classes", i, "mse"), result, 1);
        *result = binary_cross_entropy(z, input("classes", i, "targets"),
                                       n * classes);
        golden_require(file, named("classes", i, "bce"), result, 1);
    }
}

Test(golden_mlp, given_network_gives_its_golden_scores)
{
    const DigitsMlp *d = &digits_mlp;
    real h[DIGITS_SAMPLES * DIGITS_HIDDEN];
    real scores[DIGITS_SAMPLES][DIGITS_OUT];
    dense_forward(*d->x, *d->w1, d->b1, h, DIGITS_SAMPLES, DIGITS_IN,
                  DIGITS_HIDDEN);
    activate(RELU, h, h, (size_t)DIGITS_SAMPLES * DIGITS_HIDDEN);
    dense_forward(h, *d->w2, d->b2, *scores, DIGITS_SAMPLES, DIGITS_HIDDEN,
                  DIGITS_OUT);
    for (int s = 0; s < DIGITS_SAMPLES; s++) {
        for (int k = 0; k < DIGITS_OUT; k++) {
            double e = (double)d->scores[s][k], g = (double)scores[s][k];
            cr_expect(fabs(g - e) <= 1e-5 * (1 + fabs(e)),
                      "picture %d, digit %d: expected %.9f, got %.9f", s, k, e,
                      g);
        }
    }
}

Test(golden_mlp, shrinking_takes_the_mean_of_blocks)
{
    /* Block (r, c) is filled with 7 r + c, but for one pixel of block (0, 6),
       which is 16 more than the others: 1 more in the mean. */
    unsigned char pixels[28 * 28];
    for (int i = 0; i < 28 * 28; i++) {
        pixels[i] = (unsigned char)(i / 28 / 4 * 7 + i % 28 / 4);
    }
    pixels[27] += 16;
    real x[DIGITS_IN];
    digits_shrink(pixels, x);
    for (int i = 0; i < DIGITS_IN; i++) {
        double expected = (i + (i == 6)) / 255.0;
        cr_expect(fabs((double)x[i] - expected) < 1e-6,
                  "x[%d]: expected %g, got %g", i, expected, (double)x[i]);
    }
}
