#include "mlp.h"
#include "probe.h"
#include "xor.h"

#include <stdlib.h>

static void dot_products(bool transpose_a, bool transpose_b, const real *a,
                         const real *b, real *c, size_t m, size_t n, size_t k,
                         bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = 0;
            for (size_t p = 0; p < k; p++) {
                real left = transpose_a ? a[p * m + i] : a[i * k + p];
                real right = transpose_b ? b[j * k + p] : b[p * n + j];
                sum += left * right;
            }
            c[i * n + j] = accumulate ? c[i * n + j] + sum : sum;
        }
    }
}
MISTAKE(gemm, dot_products, "", "");

static void outermost_p(bool transpose_a, bool transpose_b, const real *a,
                        const real *b, real *c, size_t m, size_t n, size_t k,
                        bool accumulate)
{
    size_t a_row = transpose_a ? 1 : k, a_column = transpose_a ? m : 1;
    size_t b_row = transpose_b ? 1 : n, b_column = transpose_b ? k : 1;
    for (size_t i = 0; i < m * n; i++) {
        c[i] = accumulate ? c[i] : 0;
    }
    for (size_t p = k; p-- > 0;) {
        for (size_t j = 0; j < n; j++) {
            for (size_t i = 0; i < m; i++) {
                c[i * n + j] +=
                    a[i * a_row + p * a_column] * b[p * b_row + j * b_column];
            }
        }
    }
}
MISTAKE(gemm, outermost_p, "", "");

/* Copies the operands into plain order first. */
static void copies_first(bool transpose_a, bool transpose_b, const real *a,
                         const real *b, real *c, size_t m, size_t n, size_t k,
                         bool accumulate)
{
    real *plain = malloc((m + n) * k * sizeof *plain);
    real *columns = plain + m * k;
    for (size_t i = 0; i < m * k; i++) {
        plain[i] = transpose_a ? a[i % k * m + i / k] : a[i];
    }
    for (size_t i = 0; i < n * k; i++) {
        columns[i] = transpose_b ? b[i] : b[i % k * n + i / k];
    }
    for (size_t i = 0; i < m * n; i++) {
        real even = accumulate ? c[i] : 0, odd = 0;
        const real *x = plain + i / n * k, *y = columns + i % n * k;
        for (size_t p = 0; p < k; p++) {
            *(p % 2 == 0 ? &even : &odd) += x[p] * y[p];
        }
        c[i] = even + odd;
    }
    free(plain);
}
MISTAKE(gemm, copies_first, "", "");

static void neuron_by_neuron(const real *x, const real *w, const real *b,
                             real *y, size_t n, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t e = 0; e < n; e++) {
            real sum = b[o];
            for (size_t i = 0; i < in; i++) {
                sum += w[o * in + i] * x[e * in + i];
            }
            y[e * out + o] = sum;
        }
    }
}
MISTAKE(dense_forward, neuron_by_neuron, "", "");

static void bias_last(const real *x, const real *w, const real *b, real *y,
                      size_t n, size_t in, size_t out)
{
    gemm(false, true, x, w, y, n, out, in, false);
    for (size_t i = 0; i < n * out; i++) {
        y[i] += b[i % out];
    }
}
MISTAKE(dense_forward, bias_last, "", "");

static real one_number(Activation g, real z)
{
    switch (g) {
    case SIGMOID:
        return 1 / (1 + exp(-z));
    case TANH:
        return 2 / (1 + exp(-2 * z)) - 1;
    case RELU:
        return fmax(z, (real)0);
    case LEAKY_RELU:
        return fmax(z, LEAKY_SLOPE * z);
    case ELU:
        return z >= 0 ? z : exp(z) - 1;
    case SOFTPLUS:
        return z > 40 ? z : z < -40 ? exp(z) : log(1 + exp(z));
    case HARD_TANH:
        return fmin(fmax(z, (real)-1), (real)1);
    default:
        return z;
    }
}

static void as_the_formulas_stand(Activation g, const real *z, real *y,
                                  size_t count)
{
    while (count-- > 0) {
        *y++ = one_number(g, *z++);
    }
}
MISTAKE(activate, as_the_formulas_stand, "", "");

static void switch_outside(Activation g, const real *z, real *y, size_t count)
{
    if (g == RELU) {
        for (size_t i = 0; i < count; i++) {
            y[i] = z[i] < 0 ? 0 : z[i];
        }
    } else {
        for (size_t i = count; i-- > 0;) {
            y[i] = one_number(g, z[i]);
        }
    }
}
MISTAKE(activate, switch_outside, "", "");

static void by_log_sum_exp(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++, z += classes, p += classes) {
        real largest = -INFINITY, sum = 0;
        for (size_t k = 0; k < classes; k++) {
            largest = z[k] > largest ? z[k] : largest;
        }
        for (size_t k = classes; k-- > 0;) {
            sum += exp(z[k] - largest);
        }
        real log_sum = largest + log(sum);
        for (size_t k = 0; k < classes; k++) {
            p[k] = exp(z[k] - log_sum);
        }
    }
}
MISTAKE(softmax, by_log_sum_exp, "", "");

/* One pass: the sum is scaled down whenever a larger score turns up. */
static void online(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = row[0], sum = 1;
        for (size_t k = 1; k < classes; k++) {
            if (row[k] > largest) {
                sum = sum * exp(largest - row[k]) + 1;
                largest = row[k];
            } else {
                sum += exp(row[k] - largest);
            }
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(row[k] - largest) * (1 / sum);
        }
    }
}
MISTAKE(softmax, online, "", "");

static real by_pow(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = count; i-- > 0;) {
        sum += pow(t[i] - y[i], (real)2) / (real)count;
    }
    return sum;
}
MISTAKE(mean_squared_error, by_pow, "", "");

static real running_mean(const real *y, const real *t, size_t count)
{
    real mean = 0;
    for (size_t i = 0; i < count; i++) {
        real square = (y[i] - t[i]) * (y[i] - t[i]);
        mean += (square - mean) / (real)(i + 1);
    }
    return mean;
}
MISTAKE(mean_squared_error, running_mean, "", "");

static real by_softplus(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real both[2] = {-z[e], z[e]};
        activate(SOFTPLUS, both, both, 2);
        sum += t[e] * both[0] + (1 - t[e]) * both[1];
    }
    return sum / (real)n;
}
MISTAKE(binary_cross_entropy, by_softplus, "", "");

static real by_sign(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += z[e] >= 0 ? (1 - t[e]) * z[e] + log(1 + exp(-z[e]))
                         : log(1 + exp(z[e])) - t[e] * z[e];
    }
    return sum / (real)n;
}
MISTAKE(binary_cross_entropy, by_sign, "", "");

static void zeros_first(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t i = 0; i < n * classes; i++) {
        y[i] = 0;
    }
    for (size_t e = 0; e < n; e++) {
        y[e * classes + (size_t)labels[e]] = 1;
    }
}
MISTAKE(one_hot, zeros_first, "", "");

static void by_comparison(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t i = n * classes; i-- > 0;) {
        y[i] = labels[i / classes] == (int)(i % classes);
    }
}
MISTAKE(one_hot, by_comparison, "", "");

/* As the definition stands: all terms −t log p, of which one is not zero. */
static real with_one_hot(const real *z, const int *labels, size_t n,
                         size_t classes)
{
    real *t = malloc(n * classes * sizeof *t), sum = 0;
    one_hot(labels, t, n, classes);
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = row[0], total = 0;
        for (size_t k = 1; k < classes; k++) {
            largest = fmax(row[k], largest);
        }
        for (size_t k = 0; k < classes; k++) {
            total += exp(row[k] - largest);
        }
        for (size_t k = 0; k < classes; k++) {
            sum -= t[e * classes + k] * (row[k] - largest - log(total));
        }
    }
    free(t);
    return sum / (real)n;
}
MISTAKE(cross_entropy, with_one_hot, "", "");

static real differences(const real *z, const int *labels, size_t n,
                        size_t classes)
{
    real mean = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        size_t best = 0;
        for (size_t k = 0; k < classes; k++) {
            best = row[k] > row[best] ? k : best;
        }
        real rest = 0;
        for (size_t k = 0; k < classes; k++) {
            rest += k == best ? 0 : exp(row[k] - row[best]);
        }
        mean += (row[best] - row[labels[e]] + log1p(rest)) / (real)n;
    }
    return mean;
}
MISTAKE(cross_entropy, differences, "", "");

static size_t backwards(const size_t *sizes, size_t layers)
{
    size_t weights = 0, biases = 0;
    while (layers > 0) {
        weights += sizes[layers - 1] * sizes[layers];
        biases += sizes[layers--];
    }
    return weights + biases;
}
MISTAKE(parameter_count, backwards, "", "");
