/* Two mistakes in one function at once: the diagnosis and the section name
   those two. */
#include "mlp.h"
#include "probe.h"
#include "xor.h"

static void overwrites_and_transposes_b(bool transpose_a, bool transpose_b,
                                        const real *a, const real *b, real *c,
                                        size_t m, size_t n, size_t k,
                                        bool accumulate)
{
    (void)transpose_b;
    (void)accumulate;
    gemm(transpose_a, false, a, b, c, m, n, k, false);
}
MISTAKE(gemm, overwrites_and_transposes_b, "never_accumulates",
        "never_transposes_b");

static void adds_and_swaps(bool transpose_a, bool transpose_b, const real *a,
                           const real *b, real *c, size_t m, size_t n, size_t k,
                           bool accumulate)
{
    (void)accumulate;
    gemm(transpose_b, transpose_a, a, b, c, m, n, k, true);
}
MISTAKE(gemm, adds_and_swaps, "always_accumulates", "swaps_the_transposes");

static void no_bias_and_transposed(const real *x, const real *w, const real *b,
                                   real *y, size_t n, size_t in, size_t out)
{
    (void)b;
    gemm(false, false, x, w, y, n, out, in, false);
}
MISTAKE(dense_forward, no_bias_and_transposed, "forgets_bias",
        "transposes_weights");

static void no_bias_and_relu(const real *x, const real *w, const real *b,
                             real *y, size_t n, size_t in, size_t out)
{
    (void)b;
    gemm(false, true, x, w, y, n, out, in, false);
    activate(RELU, y, y, n * out);
}
MISTAKE(dense_forward, no_bias_and_relu, "forgets_bias", "applies_relu");

static void slope_and_softplus(Activation g, const real *z, real *y,
                               size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (g == LEAKY_RELU) {
            y[i] = z[i] > 0 ? z[i] : (real)0.1 * z[i];
        } else if (g == SOFTPLUS) {
            y[i] = log(1 + exp(z[i]));
        } else {
            activate(g, z + i, y + i, 1);
        }
    }
}
MISTAKE(activate, slope_and_softplus, "leaky_slope_of_a_tenth",
        "softplus_overflows");

static void one_sum_no_max(const real *z, real *p, size_t n, size_t classes)
{
    real sum = 0;
    for (size_t i = 0; i < n * classes; i++) {
        p[i] = exp(z[i]);
        sum += p[i];
    }
    for (size_t i = 0; i < n * classes; i++) {
        p[i] /= sum;
    }
}
MISTAKE(softmax, one_sum_no_max, "over_everything", "no_max_subtraction");

static void sum_goes_on_no_max(const real *z, real *p, size_t n, size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(z[e * classes + k]);
            sum += p[e * classes + k];
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] /= sum;
        }
    }
}
MISTAKE(softmax, sum_goes_on_no_max, "sum_goes_on", "no_max_subtraction");

static real half_the_sum(const real *y, const real *t, size_t count)
{
    return mean_squared_error(y, t, count) * (real)count / 2;
}
MISTAKE(mean_squared_error, half_the_sum, "sum_of_squares", "half_the_mean");

static real sum_of_logs_of_sigmoids(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p = sigmoid(z[e]);
        sum -= t[e] * log(p) + (1 - t[e]) * log(1 - p);
    }
    return sum;
}
MISTAKE(binary_cross_entropy, sum_of_logs_of_sigmoids, "sum_over_examples",
        "log_of_sigmoid");

static void one_too_far_and_no_zeros(const int *labels, real *y, size_t n,
                                     size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        if (labels[e] > 0) {
            y[e * classes + (size_t)labels[e] - 1] = 1;
        }
    }
}
MISTAKE(one_hot, one_too_far_and_no_zeros, "counts_from_one", "only_the_one");

static real sum_and_overflow(const real *z, const int *labels, size_t n,
                             size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real total = 0;
        for (size_t k = 0; k < classes; k++) {
            total += exp(z[e * classes + k]);
        }
        sum += log(total) - z[e * classes + (size_t)labels[e]];
    }
    return sum;
}
MISTAKE(cross_entropy, sum_and_overflow, "sum_of_losses", "sum_overflows");

static size_t no_bias_last_missing(const size_t *sizes, size_t layers)
{
    size_t count = 0;
    for (size_t l = 0; l + 1 < layers; l++) {
        count += sizes[l] * sizes[l + 1];
    }
    return count;
}
MISTAKE(parameter_count, no_bias_last_missing, "forgets_biases",
        "last_layer_missing");
