#include "backprop.h"

#include "xor.h"

ExampleGradient example_gradient(const Example *example)
{
    /* BEGIN SOLUTION 4.1 */
    const real *x = example->x, *w = example->w, *b = example->b;
    real u1 = tanh(x[0] * w[0] + x[1] * w[1] + b[0]);
    real u2 = tanh(x[0] * w[2] + x[1] * w[3] + b[1]);
    real f = u1 * w[4] + u2 * w[5] + b[2];

    real by_f = f - example->t;
    real by_u1 = by_f * w[4];
    real by_u2 = by_f * w[5];
    real by_h1 = by_u1 * (1 - u1 * u1);
    real by_h2 = by_u2 * (1 - u2 * u2);
    return (ExampleGradient){
        .e = by_f * by_f / 2,
        .delta = {by_f, by_u1, by_u2, by_h1, by_h2},
        .dw = {by_h1 * x[0], by_h1 * x[1], by_h2 * x[0], by_h2 * x[1],
               by_f * u1, by_f * u2},
        .db = {by_h1, by_h2, by_f},
    };
    /* END SOLUTION */
}

void tape_backward(Tape *tape, Value *result)
{
    /* BEGIN SOLUTION 4.2 */
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient += v->gradient * v->local[k];
            }
        }
    }
    /* END SOLUTION */
}

void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    /* BEGIN SOLUTION 4.3 */
    if (dx != NULL) {
        gemm(false, false, dy, w, dx, n, in, out, false);
    }
    gemm(true, false, dy, x, dw, out, in, n, true);
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            db[o] += dy[e * out + o];
        }
    }
    /* END SOLUTION */
}

void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    /* BEGIN SOLUTION 4.4 */
    for (size_t i = 0; i < count; i++) {
        real slope = 1;
        switch (g) {
        case SIGMOID:
            slope = y[i] * (1 - y[i]);
            break;
        case TANH:
            slope = 1 - y[i] * y[i];
            break;
        case RELU:
            slope = z[i] > 0;
            break;
        case LEAKY_RELU:
            slope = z[i] > 0 ? 1 : LEAKY_SLOPE;
            break;
        case ELU:
            slope = z[i] > 0 ? 1 : exp(z[i]);
            break;
        case SOFTPLUS:
            slope = sigmoid(z[i]);
            break;
        case HARD_TANH:
            slope = z[i] > -1 && z[i] < 1;
            break;
        case IDENTITY:
            break;
        }
        dz[i] = dy[i] * slope;
    }
    /* END SOLUTION */
}

void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    /* BEGIN SOLUTION 4.5 */
    for (size_t i = 0; i < count; i++) {
        dy[i] = 2 * (y[i] - t[i]) / (real)count;
    }
    /* END SOLUTION */
}

void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    /* BEGIN SOLUTION 4.6 */
    for (size_t i = 0; i < n; i++) {
        dz[i] = (sigmoid(z[i]) - t[i]) / (real)n;
    }
    /* END SOLUTION */
}

void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    /* BEGIN SOLUTION 4.7 */
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) {
        dz[e * classes + (size_t)labels[e]] -= 1;
    }
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] /= (real)n;
    }
    /* END SOLUTION */
}

void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    /* BEGIN SOLUTION 4.8 */
    for (size_t i = 0; i < count; i++) {
        real before = x[i];
        x[i] = before + h;
        real above = f(x, count, context);
        x[i] = before - h;
        real below = f(x, count, context);
        x[i] = before;
        g[i] = (above - below) / (2 * h);
    }
    /* END SOLUTION */
}

real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    /* BEGIN SOLUTION 4.9 */
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real scale = fmax(fmax(fabs(a[i]), fabs(b[i])), floor);
        real error = fabs(a[i] - b[i]) / scale;
        if (isnan(error)) {
            return error;
        }
        worst = fmax(worst, error);
    }
    return worst;
    /* END SOLUTION */
}
