/* Two mistakes in one function at once: the diagnosis and the section name
   those two. */
#include "backprop.h"
#include "probe.h"
#include "xor.h"

/* Room for the largest case. */
enum { LARGEST = 8192 };

/* NOLINTBEGIN(readability-non-const-parameter): the type is given */

static ExampleGradient no_slope_and_sign(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    for (int k = 0; k < 2; k++) {
        g.delta[3 + k] = g.delta[1 + k];
        g.db[k] = -g.delta[3 + k];
        g.dw[2 * k] = -g.delta[3 + k] * example->x[0];
        g.dw[2 * k + 1] = -g.delta[3 + k] * example->x[1];
        g.dw[4 + k] = -g.dw[4 + k];
    }
    for (int k = 0; k < 5; k++) {
        g.delta[k] = -g.delta[k];
    }
    g.db[2] = -g.db[2];
    return g;
}
MISTAKE(example_gradient, no_slope_and_sign, "no_tanh_slope",
        "target_minus_answer");

static ExampleGradient not_halved_and_no_bias(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    g.e *= 2;
    g.db[0] = g.db[1] = g.db[2] = 0;
    return g;
}
MISTAKE(example_gradient, not_halved_and_no_bias, "loss_not_halved",
        "no_bias_gradients");

static void overwrites_and_keeps(Tape *tape, Value *result)
{
    result->gradient = 1;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient = v->gradient * v->local[k];
            }
        }
    }
}
MISTAKE(tape_backward, overwrites_and_keeps, "overwrites_gradients",
        "keeps_old_gradients");

static void last_and_first_operand(Tape *tape, Value *result)
{
    (void)result;
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = i + 1 == tape->count;
    }
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        if (v->from[0] != NULL) {
            v->from[0]->gradient += v->gradient * v->local[0];
        }
    }
}
MISTAKE(tape_backward, last_and_first_operand, "starts_at_last",
        "first_operand_only");

static void transposed_and_last_bias(const real *x, const real *w,
                                     const real *dy, real *dx, real *dw,
                                     real *db, size_t n, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            for (size_t e = 0; e < n; e++) {
                dw[i * out + o] += dy[e * out + o] * x[e * in + i];
            }
        }
        db[o] += dy[(n - 1) * out + o];
    }
    if (dx != NULL) {
        gemm(false, false, dy, w, dx, n, in, out, false);
    }
}
MISTAKE(dense_backward, transposed_and_last_bias, "dw_transposed",
        "db_of_last_example");

static void adds_dx_overwrites_dw(const real *x, const real *w, const real *dy,
                                  real *dx, real *dw, real *db, size_t n,
                                  size_t in, size_t out)
{
    for (size_t i = 0; i < out * in; i++) {
        dw[i] = 0;
    }
    dense_backward(x, w, dy, NULL, dw, db, n, in, out);
    if (dx != NULL) {
        gemm(false, false, dy, w, dx, n, in, out, true);
    }
}
MISTAKE(dense_backward, adds_dx_overwrites_dw, "adds_to_dx", "overwrites_dw");

static void mean_and_no_bias(const real *x, const real *w, const real *dy,
                             real *dx, real *dw, real *db, size_t n, size_t in,
                             size_t out)
{
    real scaled[LARGEST];
    real unused[LARGEST] = {0};
    (void)db;
    for (size_t i = 0; i < n * out; i++) {
        scaled[i] = dy[i] / (real)n;
    }
    dense_backward(x, w, scaled, NULL, dw, unused, n, in, out);
    if (dx != NULL) {
        gemm(false, false, dy, w, dx, n, in, out, false);
    }
}
MISTAKE(dense_backward, mean_and_no_bias, "mean_over_batch", "forgets_db");

static void two_kinks(Activation g, const real *z, const real *y,
                      const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (g == RELU) {
            dz[i] = z[i] >= 0 ? dy[i] : 0;
        } else if (g == HARD_TANH) {
            dz[i] = z[i] >= -1 && z[i] <= 1 ? dy[i] : 0;
        } else {
            activate_backward(g, z + i, y + i, dy + i, dz + i, 1);
        }
    }
}
MISTAKE(activate_backward, two_kinks, "relu_passes_zero",
        "hard_tanh_passes_ends");

static void tanh_and_sigmoid_of_output(Activation g, const real *z,
                                       const real *y, const real *dy, real *dz,
                                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (g == SIGMOID) {
            dz[i] = dy[i] * sigmoid(y[i]) * (1 - sigmoid(y[i]));
        } else if (g == TANH) {
            dz[i] = dy[i] * (1 - tanh(y[i]) * tanh(y[i]));
        } else {
            activate_backward(g, z + i, y + i, dy + i, dz + i, 1);
        }
    }
}
MISTAKE(activate_backward, tanh_and_sigmoid_of_output, "sigmoid_of_output",
        "tanh_of_outputs");

static void squares_sign_and_two(const real *y, const real *t, real *dy,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dy[i] = (t[i] - y[i]) / (real)count;
    }
}
MISTAKE(mean_squared_error_backward, squares_sign_and_two, "target_first",
        "forgets_two");

static void binary_sign_and_n(const real *z, const real *t, real *dz, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dz[i] = t[i] - sigmoid(z[i]);
    }
}
MISTAKE(binary_cross_entropy_backward, binary_sign_and_n, "binary_target_first",
        "binary_forgets_n");

static void classes_sign_and_n(const real *z, const int *labels, real *dz,
                               size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] = (i % classes == (size_t)labels[i / classes]) - dz[i];
    }
}
MISTAKE(cross_entropy_backward, classes_sign_and_n, "classes_wrong_sign",
        "classes_forget_n");

static void only_p_and_no_n(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    (void)labels;
    softmax(z, dz, n, classes);
}
MISTAKE(cross_entropy_backward, only_p_and_no_n, "forgets_one_hot",
        "classes_forget_n");

static void forward_and_not_restored(Scalar *f, void *context, real *x, real *g,
                                     real h, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real here = f(x, count, context);
        x[i] += h;
        g[i] = (f(x, count, context) - here) / h;
    }
}
MISTAKE(numerical_gradient, forward_and_not_restored, "forward_difference",
        "leaves_x_above");

static real absolute_and_swallows_nan(const real *a, const real *b, real floor,
                                      size_t count)
{
    (void)floor;
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        worst = fmax(worst, fabs(a[i] - b[i]));
    }
    return worst;
}
MISTAKE(gradient_error, absolute_and_swallows_nan, "absolute_error",
        "swallows_nan");

/* NOLINTEND(readability-non-const-parameter) */
