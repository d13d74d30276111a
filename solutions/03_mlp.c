#include "mlp.h"

#include "xor.h"

#include <assert.h>

void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    /* BEGIN SOLUTION 3.1 */
    size_t down = transpose_a ? 1 : k;  /* from op(A)[i][p] to [i + 1][p] */
    size_t right = transpose_a ? m : 1; /* ... and to [i][p + 1] */
    for (size_t i = 0; i < m; i++) {
        const real *row_a = a + i * down;
        real *row_c = c + i * n;
        for (size_t j = 0; j < n && !accumulate; j++) {
            row_c[j] = 0;
        }
        if (transpose_b) {
            /* Column j of op(B) is row j of b: a dot product runs along it. */
            for (size_t j = 0; j < n; j++) {
                real sum = 0;
                for (size_t p = 0; p < k; p++) {
                    sum += row_a[p * right] * b[j * k + p];
                }
                row_c[j] += sum;
            }
        } else {
            /* A row of c is a sum of rows of b. */
            for (size_t p = 0; p < k; p++) {
                real factor = row_a[p * right];
                for (size_t j = 0; j < n; j++) {
                    row_c[j] += factor * b[p * n + j];
                }
            }
        }
    }
    /* END SOLUTION */
}

void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    /* BEGIN SOLUTION 3.2 */
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            y[e * out + o] = b[o];
        }
    }
    gemm(false, true, x, w, y, n, out, in, true);
    /* END SOLUTION */
}

void activate(Activation g, const real *z, real *y, size_t count)
{
    /* BEGIN SOLUTION 3.3 */
    for (size_t i = 0; i < count; i++) {
        real v = z[i];
        switch (g) {
        case IDENTITY:
            y[i] = v;
            break;
        case SIGMOID:
            y[i] = sigmoid(v);
            break;
        case TANH:
            y[i] = tanh(v);
            break;
        case RELU:
            y[i] = v > 0 ? v : 0;
            break;
        case LEAKY_RELU:
            y[i] = v > 0 ? v : LEAKY_SLOPE * v;
            break;
        case ELU:
            y[i] = v > 0 ? v : expm1(v);
            break;
        case SOFTPLUS: /* log(1 + e^v) = v + log(1 + e^−v): never e^|v| */
            y[i] = (v > 0 ? v : 0) + log1p(exp(-fabs(v)));
            break;
        case HARD_TANH:
            y[i] = v < -1 ? -1 : v > 1 ? 1 : v;
            break;
        }
    }
    /* END SOLUTION */
}

void maxout(const real *z, real *y, size_t n, size_t out, size_t pieces)
{
    for (size_t i = 0; i < n * out; i++) {
        real largest = z[i * pieces];
        for (size_t p = 1; p < pieces; p++) {
            largest = fmax(largest, z[i * pieces + p]);
        }
        y[i] = largest;
    }
}

void radial_basis(const real *x, const real *c, real width, real *y, size_t n,
                  size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            real squared = 0;
            for (size_t i = 0; i < in; i++) {
                real difference = x[e * in + i] - c[o * in + i];
                squared += difference * difference;
            }
            y[e * out + o] = exp(-squared / (width * width));
        }
    }
}

void softmax(const real *z, real *p, size_t n, size_t classes)
{
    /* BEGIN SOLUTION 3.4 */
    for (size_t e = 0; e < n; e++) {
        const real *scores = z + e * classes;
        real *row = p + e * classes;
        real largest = scores[0];
        for (size_t k = 1; k < classes; k++) {
            largest = fmax(largest, scores[k]);
        }
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            row[k] = exp(scores[k] - largest);
            sum += row[k];
        }
        for (size_t k = 0; k < classes; k++) {
            row[k] /= sum;
        }
    }
    /* END SOLUTION */
}

real mean_squared_error(const real *y, const real *t, size_t count)
{
    /* BEGIN SOLUTION 3.5 */
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        real difference = y[i] - t[i];
        sum += difference * difference;
    }
    return sum / (real)count;
    /* END SOLUTION */
}

real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    /* BEGIN SOLUTION 3.6 */
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real v = z[e];
        sum += (v > 0 ? v : 0) - v * t[e] + log1p(exp(-fabs(v)));
    }
    return sum / (real)n;
    /* END SOLUTION */
}

void one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    /* BEGIN SOLUTION 3.7 */
    for (size_t e = 0; e < n; e++) {
        assert(labels[e] >= 0 && (size_t)labels[e] < classes);
        for (size_t k = 0; k < classes; k++) {
            y[e * classes + k] = (int)k == labels[e] ? 1 : 0;
        }
    }
    /* END SOLUTION */
}

real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    /* BEGIN SOLUTION 3.8 */
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        const real *scores = z + e * classes;
        assert(labels[e] >= 0 && (size_t)labels[e] < classes);
        real largest = scores[0];
        for (size_t k = 1; k < classes; k++) {
            largest = fmax(largest, scores[k]);
        }
        real total = 0;
        for (size_t k = 0; k < classes; k++) {
            total += exp(scores[k] - largest);
        }
        sum += largest + log(total) - scores[labels[e]];
    }
    return sum / (real)n;
    /* END SOLUTION */
}

size_t parameter_count(const size_t *sizes, size_t layers)
{
    /* BEGIN SOLUTION 3.9 */
    size_t count = 0;
    for (size_t l = 0; l < layers; l++) {
        count += sizes[l + 1] * (sizes[l] + 1);
    }
    return count;
    /* END SOLUTION */
}
