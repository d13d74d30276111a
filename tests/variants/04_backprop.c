#include "backprop.h"
#include "probe.h"
#include "xor.h"

#include <assert.h>
#include <stdlib.h>

/* ---- 4.1 example_gradient ---- */

/* With the engine: every gradient from one call of tape_backward. */
static ExampleGradient by_tape(const Example *example)
{
    Value values[32];
    Tape tape = {values, 0, 32};
    Value *x[2], *w[6], *b[3], *h[2], *u[2];
    for (int i = 0; i < 6; i++) {
        w[i] = tape_leaf(&tape, example->w[i]);
    }
    for (int i = 0; i < 3; i++) {
        b[i] = tape_leaf(&tape, example->b[i]);
    }
    for (int i = 0; i < 2; i++) {
        x[i] = tape_leaf(&tape, example->x[i]);
    }
    for (int k = 0; k < 2; k++) {
        Value *sum = tape_add(&tape, tape_multiply(&tape, x[0], w[2 * k]),
                              tape_multiply(&tape, x[1], w[2 * k + 1]));
        h[k] = tape_add(&tape, sum, b[k]);
        u[k] = tape_tanh(&tape, h[k]);
    }
    Value *f = tape_add(&tape,
                        tape_add(&tape, tape_multiply(&tape, u[0], w[4]),
                                 tape_multiply(&tape, u[1], w[5])),
                        b[2]);
    Value *d = tape_subtract(&tape, f, tape_leaf(&tape, example->t));
    Value *e = tape_multiply(&tape, tape_leaf(&tape, (real)0.5),
                             tape_multiply(&tape, d, d));
    tape_backward(&tape, e);
    ExampleGradient g = {.e = e->value,
                         .delta = {f->gradient, u[0]->gradient, u[1]->gradient,
                                   h[0]->gradient, h[1]->gradient}};
    for (int i = 0; i < 6; i++) {
        g.dw[i] = w[i]->gradient;
    }
    for (int i = 0; i < 3; i++) {
        g.db[i] = b[i]->gradient;
    }
    return g;
}
MISTAKE(example_gradient, by_tape, "", "");

/* With matrices: the chapter's kernels on a batch of one. */
static ExampleGradient by_layers(const Example *example)
{
    const real *w = example->w, *b = example->b;
    real h[2], u[2], f;
    dense_forward(example->x, w, b, h, 1, 2, 2);
    activate(TANH, h, u, 2);
    dense_forward(u, w + 4, b + 2, &f, 1, 2, 1);
    ExampleGradient g = {0};
    g.delta[0] = f - example->t;
    g.e = g.delta[0] * g.delta[0] / 2;
    dense_backward(u, w + 4, g.delta, g.delta + 1, g.dw + 4, g.db + 2, 1, 2, 1);
    activate_backward(TANH, h, u, g.delta + 1, g.delta + 3, 2);
    dense_backward(example->x, w, g.delta + 3, NULL, g.dw, g.db, 1, 2, 2);
    return g;
}
MISTAKE(example_gradient, by_layers, "", "");

/* The slope of tanh as 1 / cosh², and each gradient written out. */
static ExampleGradient written_out(const Example *example)
{
    const real *x = example->x, *w = example->w, *b = example->b;
    real h1 = b[0] + w[1] * x[1] + w[0] * x[0];
    real h2 = b[1] + w[3] * x[1] + w[2] * x[0];
    real d = w[4] * tanh(h1) + w[5] * tanh(h2) + b[2] - example->t;
    ExampleGradient g;
    g.e = (real)0.5 * pow(d, 2);
    g.delta[0] = d;
    g.delta[1] = w[4] * d;
    g.delta[2] = w[5] * d;
    g.delta[3] = w[4] * d / (cosh(h1) * cosh(h1));
    g.delta[4] = w[5] * d / (cosh(h2) * cosh(h2));
    g.dw[0] = x[0] * g.delta[3];
    g.dw[1] = x[1] * g.delta[3];
    g.dw[2] = x[0] * g.delta[4];
    g.dw[3] = x[1] * g.delta[4];
    g.dw[4] = d * tanh(h1);
    g.dw[5] = d * tanh(h2);
    g.db[0] = g.delta[3];
    g.db[1] = g.delta[4];
    g.db[2] = d;
    return g;
}
MISTAKE(example_gradient, written_out, "", "");

/* ---- 4.2 tape_backward ---- */

/* Begins at the result: what comes after it has gradient 0 anyway. */
static void from_result(Tape *tape, Value *result)
{
    for (Value *v = tape->values; v < tape->values + tape->count; v++) {
        v->gradient = v == result;
    }
    for (Value *v = result; v > tape->values; v--) {
        if (v->from[0] != NULL) {
            v->from[0]->gradient += v->local[0] * v->gradient;
        }
        if (v->from[1] != NULL) {
            v->from[1]->gradient += v->local[1] * v->gradient;
        }
    }
}
MISTAKE(tape_backward, from_result, "", "");

/* Every path from the result down by itself: slow, but right. */
static void follow(Value *v, real along)
{
    v->gradient += along;
    for (int k = 0; k < 2; k++) {
        if (v->from[k] != NULL) {
            follow(v->from[k], along * v->local[k]);
        }
    }
}

static void path_by_path(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    follow(result, 1);
}
MISTAKE(tape_backward, path_by_path, "", "");

/* Collects instead of handing on: each number asks those made after it. */
static void collecting(Tape *tape, Value *result)
{
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        v->gradient = v == result ? 1 : 0;
        for (size_t j = i + 1; j < tape->count; j++) {
            const Value *user = &tape->values[j];
            for (int k = 0; k < 2; k++) {
                if (user->from[k] == v) {
                    v->gradient += user->gradient * user->local[k];
                }
            }
        }
    }
}
MISTAKE(tape_backward, collecting, "", "");

/* ---- 4.3 dense_backward ---- */

static void one_triple_loop(const real *x, const real *w, const real *dy,
                            real *dx, real *dw, real *db, size_t n, size_t in,
                            size_t out)
{
    for (size_t i = 0; dx != NULL && i < n * in; i++) {
        dx[i] = 0;
    }
    for (size_t o = out; o-- > 0;) {
        for (size_t e = n; e-- > 0;) {
            real delta = dy[e * out + o];
            db[o] += delta;
            for (size_t i = 0; i < in; i++) {
                dw[o * in + i] += delta * x[e * in + i];
                if (dx != NULL) {
                    dx[e * in + i] += delta * w[o * in + i];
                }
            }
        }
    }
}
MISTAKE(dense_backward, one_triple_loop, "", "");

static void by_dot_products(const real *x, const real *w, const real *dy,
                            real *dx, real *dw, real *db, size_t n, size_t in,
                            size_t out)
{
    for (size_t e = 0; dx != NULL && e < n; e++) {
        for (size_t i = 0; i < in; i++) {
            real sum = 0;
            for (size_t o = 0; o < out; o++) {
                sum += dy[e * out + o] * w[o * in + i];
            }
            dx[e * in + i] = sum;
        }
    }
    for (size_t o = 0; o < out; o++) {
        real bias = 0;
        for (size_t e = 0; e < n; e++) {
            bias += dy[e * out + o];
        }
        db[o] = bias + db[o];
        for (size_t i = 0; i < in; i++) {
            real sum = 0;
            for (size_t e = 0; e < n; e++) {
                sum += x[e * in + i] * dy[e * out + o];
            }
            dw[o * in + i] += sum;
        }
    }
}
MISTAKE(dense_backward, by_dot_products, "", "");

/* The bias as the weight of an input that is always 1. */
static void bias_by_gemm(const real *x, const real *w, const real *dy, real *dx,
                         real *dw, real *db, size_t n, size_t in, size_t out)
{
    const real one = 1;
    for (size_t e = 0; e < n; e++) {
        gemm(true, false, &one, dy + e * out, db, 1, out, 1, true);
    }
    gemm(true, false, dy, x, dw, out, in, n, true);
    if (dx) {
        gemm(false, false, dy, w, dx, n, in, out, false);
    }
}
MISTAKE(dense_backward, bias_by_gemm, "", "");

/* ---- 4.4 activate_backward ---- */

/* The other formula of every slope. */
static void other_formulas(Activation g, const real *z, const real *y,
                           const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real v = z[i];
        switch (g) {
        case SIGMOID:
            dz[i] = dy[i] * sigmoid(v) * sigmoid(-v);
            break;
        case TANH:
            dz[i] = dy[i] * (1 - tanh(v)) * (1 + tanh(v));
            break;
        case RELU:
            dz[i] = y[i] > 0 ? dy[i] : 0;
            break;
        case LEAKY_RELU:
            dz[i] = y[i] > 0 ? dy[i] : dy[i] / 100;
            break;
        case ELU:
            dz[i] = v >= 0 ? dy[i] : (y[i] + 1) * dy[i];
            break;
        case SOFTPLUS:
            dz[i] = -expm1(-y[i]) * dy[i];
            break;
        case HARD_TANH:
            dz[i] = y[i] == v && fabs(v) < 1 ? dy[i] : 0;
            break;
        default:
            dz[i] = dy[i];
        }
    }
}
MISTAKE(activate_backward, other_formulas, "", "");

/* From the last to the first, one activation at a time. */
static void loops_inside(Activation g, const real *z, const real *y,
                         const real *dy, real *dz, size_t count)
{
    if (g == RELU || g == LEAKY_RELU) {
        real low = g == RELU ? 0 : LEAKY_SLOPE;
        for (size_t i = count; i-- > 0;) {
            dz[i] = z[i] > 0 ? dy[i] : low * dy[i];
        }
    } else if (g == SIGMOID || g == TANH) {
        for (size_t i = count; i-- > 0;) {
            dz[i] = dy[i] *
                    (g == TANH ? (1 - y[i]) * (1 + y[i]) : y[i] - y[i] * y[i]);
        }
    } else if (g == IDENTITY) {
        for (size_t i = count; i-- > 0;) {
            dz[i] = dy[i];
        }
    } else {
        for (size_t i = count; i-- > 0;) {
            activate_backward(g, z + i, y + i, dy + i, dz + i, 1);
        }
    }
}
MISTAKE(activate_backward, loops_inside, "", "");

/* Works in an array of its own and copies. */
static void by_copy(Activation g, const real *z, const real *y, const real *dy,
                    real *dz, size_t count)
{
    real *slopes = calloc(count, sizeof *slopes);
    assert(slopes != NULL);
    for (size_t i = 0; i < count; i++) {
        slopes[i] = 1;
    }
    activate_backward(g, z, y, slopes, slopes, count);
    for (size_t i = 0; i < count; i++) {
        dz[i] = slopes[i] * dy[i];
    }
    free(slopes);
}
MISTAKE(activate_backward, by_copy, "", "");

/* ---- 4.5 to 4.7, the losses ---- */

static void squares_factored(const real *y, const real *t, real *dy,
                             size_t count)
{
    real factor = 2 / (real)count;
    for (size_t i = count; i-- > 0;) {
        dy[i] = factor * y[i] - factor * t[i];
    }
}
MISTAKE(mean_squared_error_backward, squares_factored, "", "");

static void squares_summed(const real *y, const real *t, real *dy, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real half = (y[i] - t[i]) / (real)count;
        dy[i] = half + half;
    }
}
MISTAKE(mean_squared_error_backward, squares_summed, "", "");

static void by_the_other_class(const real *z, const real *t, real *dz, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dz[i] = ((1 - t[i]) - sigmoid(-z[i])) / (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, by_the_other_class, "", "");

static void by_tanh(const real *z, const real *t, real *dz, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dz[i] = ((1 + tanh(z[i] / 2)) / 2 - t[i]) / (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, by_tanh, "", "");

static void two_terms(const real *z, const real *t, real *dz, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dz[i] = -t[i] * sigmoid(-z[i]) / (real)n +
                (1 - t[i]) * sigmoid(z[i]) / (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, two_terms, "", "");

static void row_by_row(const real *z, const int *labels, real *dz, size_t n,
                       size_t classes)
{
    for (size_t e = n; e-- > 0;) {
        const real *scores = z + e * classes;
        real *row = dz + e * classes;
        softmax(scores, row, 1, classes);
        for (size_t k = 0; k < classes; k++) {
            row[k] = (row[k] - (k == (size_t)labels[e])) / (real)n;
        }
    }
}
MISTAKE(cross_entropy_backward, row_by_row, "", "");

static void with_one_hot(const real *z, const int *labels, real *dz, size_t n,
                         size_t classes)
{
    real *y = calloc(n * classes, sizeof *y);
    assert(y != NULL);
    one_hot(labels, y, n, classes);
    softmax(z, dz, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] = dz[i] / (real)n - y[i] / (real)n;
    }
    free(y);
}
MISTAKE(cross_entropy_backward, with_one_hot, "", "");

/* Without softmax: p[k] = 1 / Σ_j e^(z[j] − z[k]), which cannot be inf/inf. */
static void by_differences(const real *z, const int *labels, real *dz, size_t n,
                           size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t k = 0; k < classes; k++) {
            real sum = 0;
            for (size_t j = 0; j < classes; j++) {
                sum += exp(z[e * classes + j] - z[e * classes + k]);
            }
            dz[e * classes + k] =
                (1 / sum - (labels[e] == (int)k ? 1 : 0)) / (real)n;
        }
    }
}
MISTAKE(cross_entropy_backward, by_differences, "", "");

/* ---- 4.8 numerical_gradient ---- */

static void below_first(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = count; i-- > 0;) {
        const real kept = x[i];
        x[i] = kept - h;
        g[i] = -f(x, count, context);
        x[i] = kept + h;
        g[i] += f(x, count, context);
        x[i] = kept;
        g[i] = g[i] / h / 2;
    }
}
MISTAKE(numerical_gradient, below_first, "", "");

/* NOLINTNEXTLINE(readability-non-const-parameter): the type is given */
static void in_a_copy(Scalar *f, void *context, real *x, real *g, real h,
                      size_t count)
{
    real *moved = calloc(count, sizeof *moved);
    assert(moved != NULL);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            moved[k] = x[k];
        }
        moved[i] = x[i] + h;
        real above = f(moved, count, context);
        moved[i] = x[i] - h;
        g[i] = (real)0.5 * (above - f(moved, count, context)) / h;
    }
    free(moved);
}
MISTAKE(numerical_gradient, in_a_copy, "", "");

/* ---- 4.9 gradient_error ---- */

static real by_comparisons(const real *a, const real *b, real floor,
                           size_t count)
{
    real worst = 0;
    for (size_t i = count; i-- > 0;) {
        real scale = fabs(a[i]) > fabs(b[i]) ? fabs(a[i]) : fabs(b[i]);
        if (scale < floor) {
            scale = floor;
        }
        real error = fabs(b[i] - a[i]) / scale;
        if (error != error) {
            return error;
        }
        worst = error > worst ? error : worst;
    }
    return worst;
}
MISTAKE(gradient_error, by_comparisons, "", "");

static real nan_first(const real *a, const real *b, real floor, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(a[i]) || !isfinite(b[i])) {
            return (real)NAN;
        }
    }
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        worst =
            fmax(worst, fmin(fabs(a[i] - b[i]) / floor,
                             fabs(a[i] - b[i]) / fmax(fabs(a[i]), fabs(b[i]))));
    }
    return worst;
}
MISTAKE(gradient_error, nan_first, "", "");

static real nan_at_the_end(const real *a, const real *b, real floor,
                           size_t count)
{
    real worst = 0, sum = 0;
    for (size_t i = 0; i < count; i++) {
        real scale = fmax(floor, fmax(fabs(a[i]), fabs(b[i])));
        sum += fabs(a[i] - b[i]);
        worst = fmax(worst, fabs(a[i] - b[i]) / scale);
    }
    return isfinite(sum) ? worst : (real)NAN;
}
MISTAKE(gradient_error, nan_at_the_end, "", "");
