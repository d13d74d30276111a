#include "mlp.h"
#include "probe.h"
#include "xor.h"

/* Room for the largest case. */
enum { LARGEST = 8192 };

/* ---- 3.1 gemm ---- */

/* op(A)[i][p] and op(B)[p][j], for the mistakes that get them right. */
static real left(bool transpose, const real *a, size_t i, size_t p, size_t m,
                 size_t k)
{
    return transpose ? a[p * m + i] : a[i * k + p];
}

static real right(bool transpose, const real *b, size_t p, size_t j, size_t n,
                  size_t k)
{
    return transpose ? b[j * k + p] : b[p * n + j];
}

static void never_transposes_a(bool transpose_a, bool transpose_b,
                               const real *a, const real *b, real *c, size_t m,
                               size_t n, size_t k, bool accumulate)
{
    (void)transpose_a;
    gemm(false, transpose_b, a, b, c, m, n, k, accumulate);
}
MISTAKE(gemm, never_transposes_a,
        "transpose_a is not heeded: A is always read as [m][k]. Where it is "
        "true, a is stored as [k][m].",
        "sec:gemm");

static void never_transposes_b(bool transpose_a, bool transpose_b,
                               const real *a, const real *b, real *c, size_t m,
                               size_t n, size_t k, bool accumulate)
{
    (void)transpose_b;
    gemm(transpose_a, false, a, b, c, m, n, k, accumulate);
}
MISTAKE(gemm, never_transposes_b,
        "transpose_b is not heeded: B is always read as [k][n]. Where it is "
        "true, b is stored as [n][k].",
        "sec:gemm");

static void never_transposes(bool transpose_a, bool transpose_b, const real *a,
                             const real *b, real *c, size_t m, size_t n,
                             size_t k, bool accumulate)
{
    (void)transpose_a;
    (void)transpose_b;
    gemm(false, false, a, b, c, m, n, k, accumulate);
}
MISTAKE(gemm, never_transposes,
        "Both matrices are always read as they are stored: transpose_a and "
        "transpose_b are not heeded.",
        "sec:gemm");

static void swaps_the_transposes(bool transpose_a, bool transpose_b,
                                 const real *a, const real *b, real *c,
                                 size_t m, size_t n, size_t k, bool accumulate)
{
    gemm(transpose_b, transpose_a, a, b, c, m, n, k, accumulate);
}
MISTAKE(gemm, swaps_the_transposes,
        "transpose_a is applied to B and transpose_b to A.", "sec:gemm");

static void wrong_row_length_of_a(bool transpose_a, bool transpose_b,
                                  const real *a, const real *b, real *c,
                                  size_t m, size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = accumulate ? c[i * n + j] : 0;
            for (size_t p = 0; p < k; p++) {
                sum += (transpose_a ? a[p * k + i] : a[i * k + p]) *
                       right(transpose_b, b, p, j, n, k);
            }
            c[i * n + j] = sum;
        }
    }
}
MISTAKE(gemm, wrong_row_length_of_a,
        "Where A comes transposed, its rows are m numbers long, not k: its "
        "element is a[p * m + i].",
        "sec:gemm");

static void wrong_row_length_of_b(bool transpose_a, bool transpose_b,
                                  const real *a, const real *b, real *c,
                                  size_t m, size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = accumulate ? c[i * n + j] : 0;
            for (size_t p = 0; p < k; p++) {
                sum += left(transpose_a, a, i, p, m, k) *
                       (transpose_b ? b[j * n + p] : b[p * n + j]);
            }
            c[i * n + j] = sum;
        }
    }
}
MISTAKE(gemm, wrong_row_length_of_b,
        "Where B comes transposed, its rows are k numbers long, not n: its "
        "element is b[j * k + p].",
        "sec:gemm");

static void always_accumulates(bool transpose_a, bool transpose_b,
                               const real *a, const real *b, real *c, size_t m,
                               size_t n, size_t k, bool accumulate)
{
    (void)accumulate;
    gemm(transpose_a, transpose_b, a, b, c, m, n, k, true);
}
MISTAKE(gemm, always_accumulates,
        "The product is added to what c holds, although accumulate is false: c "
        "may come with anything in it.",
        "sec:gemm");

static void never_accumulates(bool transpose_a, bool transpose_b, const real *a,
                              const real *b, real *c, size_t m, size_t n,
                              size_t k, bool accumulate)
{
    (void)accumulate;
    gemm(transpose_a, transpose_b, a, b, c, m, n, k, false);
}
MISTAKE(
    gemm, never_accumulates,
    "accumulate is not heeded: where it is true, the product is to be added "
    "to what c holds.",
    "sec:gemm");

static void keeps_last_product(bool transpose_a, bool transpose_b,
                               const real *a, const real *b, real *c, size_t m,
                               size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real last = left(transpose_a, a, i, k - 1, m, k) *
                        right(transpose_b, b, k - 1, j, n, k);
            c[i * n + j] = accumulate ? c[i * n + j] + last : last;
        }
    }
}
MISTAKE(gemm, keeps_last_product,
        "Only the last of the k products is left: each overwrites the one "
        "before. They are to be added up.",
        "sec:gemm");

static void skips_last_product(bool transpose_a, bool transpose_b,
                               const real *a, const real *b, real *c, size_t m,
                               size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = accumulate ? c[i * n + j] : 0;
            for (size_t p = 0; p + 1 < k; p++) {
                sum += left(transpose_a, a, i, p, m, k) *
                       right(transpose_b, b, p, j, n, k);
            }
            c[i * n + j] = sum;
        }
    }
}
MISTAKE(gemm, skips_last_product,
        "The last of the k products is left out: the loop over p ends one too "
        "early.",
        "sec:gemm");

static void writes_columns(bool transpose_a, bool transpose_b, const real *a,
                           const real *b, real *c, size_t m, size_t n, size_t k,
                           bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = accumulate ? c[j * m + i] : 0;
            for (size_t p = 0; p < k; p++) {
                sum += left(transpose_a, a, i, p, m, k) *
                       right(transpose_b, b, p, j, n, k);
            }
            c[j * m + i] = sum;
        }
    }
}
MISTAKE(gemm, writes_columns,
        "The result is written column by column: c[j * m + i]. Row i of C "
        "begins at c + i * n.",
        "sec:gemm");

static void doubles_what_was_there(bool transpose_a, bool transpose_b,
                                   const real *a, const real *b, real *c,
                                   size_t m, size_t n, size_t k,
                                   bool accumulate)
{
    for (size_t i = 0; i < m * n && accumulate; i++) {
        c[i] += c[i];
    }
    gemm(transpose_a, transpose_b, a, b, c, m, n, k, accumulate);
}
MISTAKE(
    gemm, doubles_what_was_there,
    "Where accumulate is true, what c held counts twice. Does the sum start "
    "at c and is it then added to c?",
    "sec:gemm");

/* ---- 3.2 dense_forward ---- */

static void transposes_weights(const real *x, const real *w, const real *b,
                               real *y, size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            y[e * out + o] = b[o];
        }
    }
    gemm(false, false, x, w, y, n, out, in, true);
}
MISTAKE(
    dense_forward, transposes_weights,
    "The weights are read as if they were stored [in][out]. They are stored "
    "[out][in], one unit's weights in each row, so B comes transposed.",
    "sec:dense");

static void forgets_bias(const real *x, const real *w, const real *b, real *y,
                         size_t n, size_t in, size_t out)
{
    (void)b;
    gemm(false, true, x, w, y, n, out, in, false);
}
MISTAKE(
    dense_forward, forgets_bias,
    "The bias is left out. If you write b into y first, the product must be "
    "added to it (accumulate).",
    "sec:dense");

static void bias_by_example(const real *x, const real *w, const real *b,
                            real *y, size_t n, size_t in, size_t out)
{
    gemm(false, true, x, w, y, n, out, in, false);
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            y[e * out + o] += b[e];
        }
    }
}
MISTAKE(dense_forward, bias_by_example,
        "The bias is chosen by the example, b[e]. It belongs to the unit: b[o] "
        "is added in column o of every row.",
        "sec:dense");

static void bias_in_first_row(const real *x, const real *w, const real *b,
                              real *y, size_t n, size_t in, size_t out)
{
    gemm(false, true, x, w, y, n, out, in, false);
    for (size_t o = 0; o < out; o++) {
        y[o] += b[o];
    }
}
MISTAKE(dense_forward, bias_in_first_row,
        "Only the first example gets the bias. It should be added to every row "
        "of Y.",
        "sec:dense");

static void bias_for_each_input(const real *x, const real *w, const real *b,
                                real *y, size_t n, size_t in, size_t out)
{
    dense_forward(x, w, b, y, n, in, out);
    for (size_t i = 0; i < n * out; i++) {
        y[i] += b[i % out] * (real)(in - 1);
    }
}
MISTAKE(dense_forward, bias_for_each_input,
        "The bias is added once for every input; it should be added to the sum "
        "once.",
        "sec:dense");

static void bias_subtracted(const real *x, const real *w, const real *b,
                            real *y, size_t n, size_t in, size_t out)
{
    gemm(false, true, x, w, y, n, out, in, false);
    for (size_t i = 0; i < n * out; i++) {
        y[i] -= b[i % out];
    }
}
MISTAKE(dense_forward, bias_subtracted,
        "The bias is subtracted; it is to be added.", "sec:dense");

static void adds_to_y(const real *x, const real *w, const real *b, real *y,
                      size_t n, size_t in, size_t out)
{
    for (size_t i = 0; i < n * out; i++) {
        y[i] += b[i % out];
    }
    gemm(false, true, x, w, y, n, out, in, true);
}
MISTAKE(dense_forward, adds_to_y,
        "The result is added to what y holds. y may come with anything in it: "
        "set it, do not add to it.",
        "sec:dense");

static void one_example_for_all(const real *x, const real *w, const real *b,
                                real *y, size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        dense_forward(x, w, b, y + e * out, 1, in, out);
    }
}
MISTAKE(
    dense_forward, one_example_for_all,
    "Every row of Y is computed from the first example. Example e begins at "
    "x + e * in.",
    "sec:batches");

static void first_example_only(const real *x, const real *w, const real *b,
                               real *y, size_t n, size_t in, size_t out)
{
    (void)n;
    dense_forward(x, w, b, y, 1, in, out);
}
MISTAKE(dense_forward, first_example_only,
        "Only the first example is computed; there are n of them.",
        "sec:batches");

static void output_transposed(const real *x, const real *w, const real *b,
                              real *y, size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            dense_forward(x + e * in, w + o * in, b + o, y + o * n + e, 1, in,
                          1);
        }
    }
}
MISTAKE(
    dense_forward, output_transposed,
    "The result is stored with one unit in each row, y[o * n + e]. A row of "
    "Y is an example: y[e * out + o].",
    "sec:batches");

static void applies_relu(const real *x, const real *w, const real *b, real *y,
                         size_t n, size_t in, size_t out)
{
    dense_forward(x, w, b, y, n, in, out);
    activate(RELU, y, y, n * out);
}
MISTAKE(dense_forward, applies_relu,
        "An activation function (ReLU) is applied here. The dense layer gives "
        "the scores alone; activate is a step of its own.",
        "sec:dense");

static void applies_sigmoid(const real *x, const real *w, const real *b,
                            real *y, size_t n, size_t in, size_t out)
{
    dense_forward(x, w, b, y, n, in, out);
    activate(SIGMOID, y, y, n * out);
}
MISTAKE(dense_forward, applies_sigmoid,
        "An activation function (the sigmoid) is applied here, as chapter 2 "
        "did. The dense layer gives the scores alone; activate is a step of "
        "its own.",
        "sec:dense");

/* ---- 3.3 activate: each is wrong in one activation only ---- */

/* For a mistake in the activation named by `wrong`: y[i] becomes `value`, in
   which v is the input. */
#define ACTIVATE_WRONGLY(name, wrong, value)                                   \
    static void name(Activation g, const real *z, real *y, size_t count)       \
    {                                                                          \
        if (g != (wrong)) {                                                    \
            activate(g, z, y, count);                                          \
            return;                                                            \
        }                                                                      \
        for (size_t i = 0; i < count; i++) {                                   \
            real v = z[i];                                                     \
            y[i] = value;                                                      \
        }                                                                      \
    }

ACTIVATE_WRONGLY(identity_is_zero, IDENTITY, 0 * v)
MISTAKE(activate, identity_is_zero, "IDENTITY gives 0. It has to copy: y = z.",
        "sec:activations");

static void identity_left_out(Activation g, const real *z, real *y,
                              size_t count)
{
    if (g != IDENTITY) {
        activate(g, z, y, count);
    }
}
MISTAKE(activate, identity_left_out,
        "IDENTITY does nothing. It has to copy z to y, which may be another "
        "array.",
        "sec:activations");

ACTIVATE_WRONGLY(sigmoid_of_minus_z, SIGMOID, sigmoid(-v))
MISTAKE(activate, sigmoid_of_minus_z,
        "SIGMOID falls where it should rise: the exponent of e has the wrong "
        "sign.",
        "sec:activations");

ACTIVATE_WRONGLY(sigmoid_overflows, SIGMOID, exp(v) / (1 + exp(v)))
MISTAKE(activate, sigmoid_overflows,
        "SIGMOID overflows: e^z / (1 + e^z) is inf / inf for large z. Call "
        "sigmoid, which is given.",
        "sec:activations");

ACTIVATE_WRONGLY(tanh_halved, TANH, 2 * sigmoid(v) - 1)
MISTAKE(activate, tanh_halved,
        "TANH is too flat: tanh z is 2 σ(2z) − 1, not 2 σ(z) − 1. The function "
        "tanh of the C library does it.",
        "sec:activations");

ACTIVATE_WRONGLY(relu_keeps_the_negative, RELU, v < 0 ? v : 0)
MISTAKE(activate, relu_keeps_the_negative,
        "RELU keeps the negative numbers and drops the positive ones: max and "
        "min have changed places.",
        "sec:activations");

ACTIVATE_WRONGLY(relu_is_absolute, RELU, fabs(v))
MISTAKE(activate, relu_is_absolute,
        "RELU gives |z|. Negative numbers become 0, not positive.",
        "sec:activations");

ACTIVATE_WRONGLY(relu_is_a_step, RELU, v > 0 ? 1 : 0)
MISTAKE(
    activate, relu_is_a_step,
    "RELU gives 1 for positive numbers. It keeps them as they are: the 1 is "
    "its slope.",
    "sec:activations");

static void relu_clears_first(Activation g, const real *z, real *y,
                              size_t count)
{
    if (g != RELU) {
        activate(g, z, y, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        y[i] = 0;
        if (z[i] > 0) {
            y[i] = z[i];
        }
    }
}
MISTAKE(activate, relu_clears_first,
        "RELU works only while z and y are different arrays. They may be the "
        "same: then y[i] = 0 also destroys z[i]. Read z[i] before you write.",
        "sec:activations");

ACTIVATE_WRONGLY(leaky_slope_of_a_tenth, LEAKY_RELU, v > 0 ? v : 0.1 * v)
MISTAKE(activate, leaky_slope_of_a_tenth,
        "LEAKY_RELU has the slope 0.1, as some texts have it. Ours is "
        "LEAKY_SLOPE.",
        "sec:activations");

ACTIVATE_WRONGLY(leaky_on_both_sides, LEAKY_RELU, LEAKY_SLOPE *v)
MISTAKE(
    activate, leaky_on_both_sides,
    "LEAKY_RELU multiplies every number by the slope. Positive numbers stay "
    "as they are.",
    "sec:activations");

ACTIVATE_WRONGLY(leaky_turned_over, LEAKY_RELU, v > 0 ? v : -LEAKY_SLOPE * v)
MISTAKE(activate, leaky_turned_over,
        "LEAKY_RELU is positive left of 0: the sign of the slope is wrong.",
        "sec:activations");

ACTIVATE_WRONGLY(leaky_does_not_leak, LEAKY_RELU, v > 0 ? v : 0)
MISTAKE(
    activate, leaky_does_not_leak,
    "LEAKY_RELU gives 0 left of 0, as RELU does. It is to leak: LEAKY_SLOPE "
    "times z. (In C, 1 / 100 is 0.)",
    "sec:activations");

ACTIVATE_WRONGLY(elu_without_minus_one, ELU, v > 0 ? v : exp(v))
MISTAKE(activate, elu_without_minus_one,
        "ELU jumps at 0: left of it e^z − 1 is meant, not e^z.",
        "sec:activations");

ACTIVATE_WRONGLY(elu_turned_over, ELU, v > 0 ? v : 1 - exp(v))
MISTAKE(activate, elu_turned_over,
        "ELU is positive left of 0: e^z − 1, not 1 − e^z.", "sec:activations");

ACTIVATE_WRONGLY(elu_on_both_sides, ELU, exp(v) - 1)
MISTAKE(activate, elu_on_both_sides,
        "ELU is e^z − 1 on both sides. Right of 0 it is z itself.",
        "sec:activations");

ACTIVATE_WRONGLY(softplus_overflows, SOFTPLUS, log(1 + exp(v)))
MISTAKE(activate, softplus_overflows,
        "SOFTPLUS overflows: e^1000 is inf. Write it so that e is raised to "
        "negative numbers only: max(z, 0) + log(1 + e^−|z|).",
        "sec:activations");

ACTIVATE_WRONGLY(softplus_mirrored, SOFTPLUS,
                 (v < 0 ? -v : 0) + log1p(exp(-fabs(v))))
MISTAKE(activate, softplus_mirrored,
        "SOFTPLUS falls where it should rise: this is log(1 + e^−z).",
        "sec:activations");

ACTIVATE_WRONGLY(softplus_without_max, SOFTPLUS, log1p(exp(-fabs(v))))
MISTAKE(activate, softplus_without_max,
        "SOFTPLUS lacks the term max(z, 0): log(1 + e^−|z|) alone falls again "
        "right of 0.",
        "sec:activations");

ACTIVATE_WRONGLY(hard_tanh_from_zero, HARD_TANH, v<0 ? 0 : v> 1 ? 1 : v)
MISTAKE(activate, hard_tanh_from_zero,
        "HARD_TANH ends at 0 below. It should go from −1 to 1.",
        "sec:activations");

ACTIVATE_WRONGLY(hard_tanh_is_soft, HARD_TANH, tanh(v))
MISTAKE(activate, hard_tanh_is_soft,
        "HARD_TANH is computed as tanh. It should be made of three straight "
        "pieces: −1, z, 1.",
        "sec:activations");

ACTIVATE_WRONGLY(hard_tanh_one_sided, HARD_TANH, v > 1 ? 1 : v)
MISTAKE(activate, hard_tanh_one_sided,
        "HARD_TANH has no floor: below −1 it stays −1.", "sec:activations");

/* A break is missing behind the case of `wrong`, so that it also does what the
   next case does. */
#define ACTIVATE_FALLS_THROUGH(name, wrong, next)                              \
    static void name(Activation g, const real *z, real *y, size_t count)       \
    {                                                                          \
        activate(g == (wrong) ? (next) : g, z, y, count);                      \
    }                                                                          \
    MISTAKE(activate, name,                                                    \
            #wrong " gives what " #next " gives. Is there a break missing "    \
                   "between them? Without it a case goes on into the next.",   \
            "sec:activations")

ACTIVATE_FALLS_THROUGH(identity_falls_through, IDENTITY, SIGMOID);
ACTIVATE_FALLS_THROUGH(sigmoid_falls_through, SIGMOID, TANH);
ACTIVATE_FALLS_THROUGH(tanh_falls_through, TANH, RELU);
ACTIVATE_FALLS_THROUGH(relu_falls_through, RELU, LEAKY_RELU);
ACTIVATE_FALLS_THROUGH(leaky_falls_through, LEAKY_RELU, ELU);
ACTIVATE_FALLS_THROUGH(elu_falls_through, ELU, SOFTPLUS);
ACTIVATE_FALLS_THROUGH(softplus_falls_through, SOFTPLUS, HARD_TANH);

static void falls_through(Activation g, const real *z, real *y, size_t count)
{
    (void)g;
    activate(HARD_TANH, z, y, count);
}
MISTAKE(activate, falls_through,
        "Every activation gives HARD_TANH, the last one. In a switch each case "
        "needs its break, or it goes on into the next.",
        "sec:activations");

static void first_number_only(Activation g, const real *z, real *y,
                              size_t count)
{
    (void)count;
    activate(g, z, y, 1);
}
MISTAKE(activate, first_number_only,
        "Only the first number is computed; there are count of them.",
        "sec:activations");

/* ---- 3.4 softmax ---- */

static void over_the_batch(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t k = 0; k < classes; k++) {
        real largest = z[k], sum = 0;
        for (size_t e = 1; e < n; e++) {
            largest = fmax(largest, z[e * classes + k]);
        }
        for (size_t e = 0; e < n; e++) {
            p[e * classes + k] = exp(z[e * classes + k] - largest);
            sum += p[e * classes + k];
        }
        for (size_t e = 0; e < n; e++) {
            p[e * classes + k] /= sum;
        }
    }
}
MISTAKE(
    softmax, over_the_batch,
    "The columns add up to 1, not the rows: the sum runs over the examples. "
    "It has to run over the classes of one example.",
    "sec:softmax");

static void over_everything(const real *z, real *p, size_t n, size_t classes)
{
    softmax(z, p, 1, n * classes);
}
MISTAKE(softmax, over_everything,
        "All numbers of the batch add up to 1 together. Every row is to add up "
        "to 1 by itself.",
        "sec:softmax");

static void no_max_subtraction(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(z[e * classes + k]);
            sum += p[e * classes + k];
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] /= sum;
        }
    }
}
MISTAKE(
    softmax, no_max_subtraction,
    "It is right until a score is large: e^1000 is inf, and inf / inf is no "
    "number. Subtract the largest score of the row first.",
    "sec:softmax");

/* Softmax with the score `shift` subtracted in place of the largest. */
static void shifted(const real *z, real *p, size_t classes, real shift)
{
    real sum = 0;
    for (size_t k = 0; k < classes; k++) {
        p[k] = exp(z[k] - shift);
        sum += p[k];
    }
    for (size_t k = 0; k < classes; k++) {
        p[k] /= sum;
    }
}

static real largest_of(const real *z, size_t count, real start)
{
    for (size_t i = 0; i < count; i++) {
        start = fmax(start, z[i]);
    }
    return start;
}

static void max_of_the_batch(const real *z, real *p, size_t n, size_t classes)
{
    real largest = largest_of(z, n * classes, z[0]);
    for (size_t e = 0; e < n; e++) {
        shifted(z + e * classes, p + e * classes, classes, largest);
    }
}
MISTAKE(
    softmax, max_of_the_batch,
    "The largest score of the whole batch is subtracted. A row far below it "
    "becomes 0 / 0: each row needs its own largest score.",
    "sec:softmax");

static void max_from_zero(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        shifted(row, p + e * classes, classes, largest_of(row, classes, 0));
    }
}
MISTAKE(
    softmax, max_from_zero,
    "The search for the largest score starts from 0, so that it finds 0 in a "
    "row of negative scores. Start from the row's first score.",
    "sec:softmax");

static void max_in_the_numerator(const real *z, real *p, size_t n,
                                 size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = largest_of(row, classes, row[0]), sum = 0;
        for (size_t k = 0; k < classes; k++) {
            sum += exp(row[k]);
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(row[k] - largest) / sum;
        }
    }
}
MISTAKE(
    softmax, max_in_the_numerator,
    "The largest score is subtracted above the fraction line, but not in the "
    "sum below it: so the row does not add up to 1.",
    "sec:softmax");

static void no_exponential(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            sum += z[e * classes + k];
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = z[e * classes + k] / sum;
        }
    }
}
MISTAKE(softmax, no_exponential,
        "The scores are divided by their sum, without the exponential. Scores "
        "may be negative; e^z never is.",
        "sec:softmax");

static void no_division(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = largest_of(row, classes, row[0]);
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(row[k] - largest);
        }
    }
}
MISTAKE(softmax, no_division, "The exponentials are not divided by their sum.",
        "sec:softmax");

static void divides_too_early(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = largest_of(row, classes, row[0]), sum = 0;
        for (size_t k = 0; k < classes; k++) {
            real power = exp(row[k] - largest);
            sum += power;
            p[e * classes + k] = power / sum;
        }
    }
}
MISTAKE(softmax, divides_too_early,
        "Each number is divided by the sum so far. The sum must be complete "
        "before the first division: two loops.",
        "sec:softmax");

static void divides_by_classes(const real *z, real *p, size_t n, size_t classes)
{
    no_division(z, p, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        p[i] /= (real)classes;
    }
}
MISTAKE(softmax, divides_by_classes,
        "The exponentials are divided by their number, not by their sum.",
        "sec:softmax");

static void sum_goes_on(const real *z, real *p, size_t n, size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = largest_of(row, classes, row[0]);
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(row[k] - largest);
            sum += p[e * classes + k];
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] /= sum;
        }
    }
}
MISTAKE(softmax, sum_goes_on,
        "The sum is not set back to 0 for each row: the second example is "
        "divided by the sum of both.",
        "sec:softmax");

static void takes_the_log(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = largest_of(row, classes, row[0]), sum = 0;
        for (size_t k = 0; k < classes; k++) {
            sum += exp(row[k] - largest);
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = row[k] - largest - log(sum);
        }
    }
}
MISTAKE(softmax, takes_the_log,
        "These are the logarithms of the probabilities (log-softmax). Softmax "
        "gives the probabilities themselves.",
        "sec:softmax");

static void sigmoid_of_each(const real *z, real *p, size_t n, size_t classes)
{
    activate(SIGMOID, z, p, n * classes);
}
MISTAKE(
    softmax, sigmoid_of_each,
    "Each score has gone through a sigmoid by itself. In softmax the classes "
    "compete: the probabilities of a row add up to 1.",
    "sec:softmax");

/* ---- 3.5 mean_squared_error ---- */

static real sum_of_squares(const real *y, const real *t, size_t count)
{
    return mean_squared_error(y, t, count) * (real)count;
}
MISTAKE(mean_squared_error, sum_of_squares,
        "This is the sum of the squares. Divide it by count: it is a mean.",
        "sec:mean-squared-error");

static real half_the_mean(const real *y, const real *t, size_t count)
{
    return mean_squared_error(y, t, count) / 2;
}
MISTAKE(mean_squared_error, half_the_mean,
        "This is half of the mean. Some texts put ½ before the square to make "
        "the derivative look simpler; here there is none.",
        "sec:mean-squared-error");

static real root_of_the_mean(const real *y, const real *t, size_t count)
{
    return sqrt(mean_squared_error(y, t, count));
}
MISTAKE(
    mean_squared_error, root_of_the_mean,
    "The square root of the mean is returned. The mean squared error has no "
    "root.",
    "sec:mean-squared-error");

static real absolute_error(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += fabs(y[i] - t[i]);
    }
    return sum / (real)count;
}
MISTAKE(mean_squared_error, absolute_error,
        "The differences are made positive by |…|. They are to be squared.",
        "sec:mean-squared-error");

static real plain_difference(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += y[i] - t[i];
    }
    return sum / (real)count;
}
MISTAKE(mean_squared_error, plain_difference,
        "The differences are added up without being squared, so that errors "
        "above and below cancel.",
        "sec:mean-squared-error");

static real squares_the_sum(const real *y, const real *t, size_t count)
{
    real sum = plain_difference(y, t, count) * (real)count;
    return sum * sum / (real)count;
}
MISTAKE(mean_squared_error, squares_the_sum,
        "The sum is squared instead of each difference: errors above and below "
        "cancel before they are squared.",
        "sec:mean-squared-error");

static real adds_the_target(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (y[i] + t[i]) * (y[i] + t[i]);
    }
    return sum / (real)count;
}
MISTAKE(mean_squared_error, adds_the_target,
        "The target is added to the answer; it is to be subtracted.",
        "sec:mean-squared-error");

static real whole_number_division(const real *y, const real *t, size_t count)
{
    return sum_of_squares(y, t, count) * (real)(1 / count);
}
MISTAKE(mean_squared_error, whole_number_division,
        "1 / count is a division of whole numbers, and gives 0 for every count "
        "above 1. Divide the sum by (real)count.",
        "sec:mean-squared-error");

static real divides_by_one_less(const real *y, const real *t, size_t count)
{
    return sum_of_squares(y, t, count) / ((real)count - 1);
}
MISTAKE(
    mean_squared_error, divides_by_one_less,
    "The sum is divided by count − 1, as for a sample's variance. Divide by "
    "count.",
    "sec:mean-squared-error");

static real last_error_only(const real *y, const real *t, size_t count)
{
    return mean_squared_error(y + count - 1, t + count - 1, 1) / (real)count;
}
MISTAKE(
    mean_squared_error, last_error_only,
    "Only the last square is left: each overwrites the one before. They are "
    "to be added up.",
    "sec:mean-squared-error");

/* ---- 3.6 binary_cross_entropy ---- */

static real sum_over_examples(const real *z, const real *t, size_t n)
{
    return binary_cross_entropy(z, t, n) * (real)n;
}
MISTAKE(binary_cross_entropy, sum_over_examples,
        "This is the sum over the examples. Divide it by n: it is a mean.",
        "sec:binary-cross-entropy");

static real log_of_sigmoid(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p = sigmoid(z[e]);
        sum -= t[e] * log(p) + (1 - t[e]) * log(1 - p);
    }
    return sum / (real)n;
}
MISTAKE(
    binary_cross_entropy, log_of_sigmoid,
    "It is right until a score is large: then the sigmoid is exactly 0 or 1, "
    "and the logarithm of 0 comes in. Compute from the score itself: "
    "max(z, 0) − z t + log(1 + e^−|z|).",
    "sec:binary-cross-entropy");

static real log_of_sigmoid_with_epsilon(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p = sigmoid(z[e]);
        sum -=
            t[e] * log(p + (real)1e-7) + (1 - t[e]) * log(1 - p + (real)1e-7);
    }
    return sum / (real)n;
}
MISTAKE(
    binary_cross_entropy, log_of_sigmoid_with_epsilon,
    "A small number (1e-7) inside the logarithm avoids log 0, but it falsifies "
    "every loss and puts a lid on the large ones. Compute from the score "
    "itself.",
    "sec:binary-cross-entropy");

static real scores_as_probabilities(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum -= t[e] * log(z[e]) + (1 - t[e]) * log(1 - z[e]);
    }
    return sum / (real)n;
}
MISTAKE(
    binary_cross_entropy, scores_as_probabilities,
    "The scores are used as if they were probabilities. The sigmoid is still "
    "missing.",
    "sec:binary-cross-entropy");

static real first_term_only(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real minus = -z[e], softplus;
        activate(SOFTPLUS, &minus, &softplus, 1);
        sum += t[e] * softplus;
    }
    return sum / (real)n;
}
MISTAKE(binary_cross_entropy, first_term_only,
        "The second term, −(1 − t) log(1 − σ(z)), is missing: examples with "
        "target 0 cost nothing.",
        "sec:binary-cross-entropy");

static real targets_swapped(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real other = 1 - t[e];
        sum += binary_cross_entropy(z + e, &other, 1);
    }
    return sum / (real)n;
}
MISTAKE(
    binary_cross_entropy, targets_swapped,
    "t and 1 − t have changed places: right answers cost much and wrong ones "
    "little. Look at the sign of z t.",
    "sec:binary-cross-entropy");

static real wrong_sign(const real *z, const real *t, size_t n)
{
    return -binary_cross_entropy(z, t, n);
}
MISTAKE(
    binary_cross_entropy, wrong_sign,
    "The sign is wrong: the logarithm of a probability is negative, the loss "
    "is not.",
    "sec:binary-cross-entropy");

static real without_max(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += -z[e] * t[e] + log1p(exp(-fabs(z[e])));
    }
    return sum / (real)n;
}
MISTAKE(binary_cross_entropy, without_max, "The term max(z, 0) is missing.",
        "sec:binary-cross-entropy");

static real without_absolute_value(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += fmax(z[e], (real)0) - z[e] * t[e] + log1p(exp(-z[e]));
    }
    return sum / (real)n;
}
MISTAKE(binary_cross_entropy, without_absolute_value,
        "In log(1 + e^−|z|) the absolute value is missing: it is wrong where z "
        "is negative.",
        "sec:binary-cross-entropy");

static real without_logarithm(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += fmax(z[e], (real)0) - z[e] * t[e];
    }
    return sum / (real)n;
}
MISTAKE(binary_cross_entropy, without_logarithm,
        "The term log(1 + e^−|z|) is missing.", "sec:binary-cross-entropy");

static real overflows_for_large_scores(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += log(1 + exp(z[e])) - z[e] * t[e];
    }
    return sum / (real)n;
}
MISTAKE(binary_cross_entropy, overflows_for_large_scores,
        "log(1 + e^z) is right until z is large: e^1000 is inf. Write it as "
        "max(z, 0) + log(1 + e^−|z|).",
        "sec:binary-cross-entropy");

/* ---- 3.7 one_hot ---- */

static void only_the_one(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        y[e * classes + (size_t)labels[e]] = 1;
    }
}
MISTAKE(one_hot, only_the_one,
        "The 1 is written, but not the zeros: y may come with anything in it.",
        "sec:one-hot");

static void counts_from_one(const int *labels, real *y, size_t n,
                            size_t classes)
{
    for (size_t i = 0; i < n * classes; i++) {
        y[i] = (int)(i % classes) + 1 == labels[i / classes];
    }
}
MISTAKE(one_hot, counts_from_one,
        "The 1 stands one place too far left: labels count from 0.",
        "sec:one-hot");

static void by_columns(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t k = 0; k < classes; k++) {
            y[k * n + e] = (int)k == labels[e];
        }
    }
}
MISTAKE(
    one_hot, by_columns,
    "The result is stored with one class in each row, y[k * n + e]. A row is "
    "an example: y[e * classes + k].",
    "sec:one-hot");

static void minus_one_elsewhere(const int *labels, real *y, size_t n,
                                size_t classes)
{
    one_hot(labels, y, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        y[i] = 2 * y[i] - 1;
    }
}
MISTAKE(one_hot, minus_one_elsewhere,
        "The other classes get −1. They get 0: a row is a distribution of "
        "probability.",
        "sec:one-hot");

static void the_label_itself(const int *labels, real *y, size_t n,
                             size_t classes)
{
    one_hot(labels, y, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        y[i] *= (real)labels[i / classes];
    }
}
MISTAKE(one_hot, the_label_itself,
        "The number of the class is written in place of a 1.", "sec:one-hot");

static void first_label_for_all(const int *labels, real *y, size_t n,
                                size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        one_hot(labels, y + e * classes, 1, classes);
    }
}
MISTAKE(one_hot, first_label_for_all,
        "Every row shows the label of the first example.", "sec:one-hot");

static void one_cold(const int *labels, real *y, size_t n, size_t classes)
{
    one_hot(labels, y, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        y[i] = 1 - y[i];
    }
}
MISTAKE(
    one_hot, one_cold,
    "Zeros and ones have changed places: the class of the label gets the 1.",
    "sec:one-hot");

/* ---- 3.8 cross_entropy ---- */

static real sum_of_losses(const real *z, const int *labels, size_t n,
                          size_t classes)
{
    return cross_entropy(z, labels, n, classes) * (real)n;
}
MISTAKE(cross_entropy, sum_of_losses,
        "This is the sum over the batch. Divide it by n: it is a mean.",
        "sec:cross-entropy");

static real mean_over_classes_too(const real *z, const int *labels, size_t n,
                                  size_t classes)
{
    return cross_entropy(z, labels, n, classes) / (real)classes;
}
MISTAKE(cross_entropy, mean_over_classes_too,
        "The sum is divided by n times classes. There is one term for each "
        "example: divide by n.",
        "sec:cross-entropy");

static real negative_loss(const real *z, const int *labels, size_t n,
                          size_t classes)
{
    return -cross_entropy(z, labels, n, classes);
}
MISTAKE(
    cross_entropy, negative_loss,
    "The sign is wrong: the logarithm of a probability is negative, the loss "
    "is not.",
    "sec:cross-entropy");

/* −log of (a part of) the softmax, with `epsilon` added to the probability. */
static real log_of_softmax_plus(const real *z, const int *labels, size_t n,
                                size_t classes, real epsilon)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p[LARGEST];
        softmax(z + e * classes, p, 1, classes);
        sum -= log(p[labels[e]] + epsilon);
    }
    return sum / (real)n;
}

static real log_of_softmax(const real *z, const int *labels, size_t n,
                           size_t classes)
{
    return log_of_softmax_plus(z, labels, n, classes, 0);
}
MISTAKE(cross_entropy, log_of_softmax,
        "It is right until the label's probability is so small that it becomes "
        "0, or e^z so large that it overflows. Do not take the logarithm of a "
        "probability, and subtract the largest of all the scores first: log Σ "
        "e^z − z[label].",
        "sec:log-sum-exp");

static real log_of_softmax_with_epsilon(const real *z, const int *labels,
                                        size_t n, size_t classes)
{
    return log_of_softmax_plus(z, labels, n, classes, (real)1e-7);
}
MISTAKE(
    cross_entropy, log_of_softmax_with_epsilon,
    "A small number (1e-7) inside the logarithm avoids log 0, but it falsifies "
    "every loss and puts a lid on the large ones. Compute from the scores: "
    "log Σ e^z − z[label].",
    "sec:log-sum-exp");

static real sum_overflows(const real *z, const int *labels, size_t n,
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
    return sum / (real)n;
}
MISTAKE(
    cross_entropy, sum_overflows,
    "It is right until a score is large: e^1000 is inf, and of scores around "
    "−1000 nothing is left. Take the largest score out of the sum first.",
    "sec:log-sum-exp");

static real forgets_the_largest(const real *z, const int *labels, size_t n,
                                size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        sum += cross_entropy(row, labels + e, 1, classes) -
               largest_of(row, classes, row[0]);
    }
    return sum / (real)n;
}
MISTAKE(cross_entropy, forgets_the_largest,
        "The largest score is subtracted inside the sum and not added again "
        "outside of the logarithm.",
        "sec:log-sum-exp");

/* The cross-entropy with `shift` taken out of the sum. */
static real with_shift(const real *row, int label, size_t classes, real shift)
{
    real total = 0;
    for (size_t k = 0; k < classes; k++) {
        total += exp(row[k] - shift);
    }
    return shift + log(total) - row[label];
}

static real largest_of_the_batch(const real *z, const int *labels, size_t n,
                                 size_t classes)
{
    real largest = largest_of(z, n * classes, z[0]), sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += with_shift(z + e * classes, labels[e], classes, largest);
    }
    return sum / (real)n;
}
MISTAKE(cross_entropy, largest_of_the_batch,
        "The largest score of the whole batch is taken out of every sum. Of a "
        "row far below it nothing is left: each row needs its own.",
        "sec:log-sum-exp");

static real largest_from_zero(const real *z, const int *labels, size_t n,
                              size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        sum += with_shift(row, labels[e], classes, largest_of(row, classes, 0));
    }
    return sum / (real)n;
}
MISTAKE(
    cross_entropy, largest_from_zero,
    "The search for the largest score starts from 0, so that it finds 0 in a "
    "row of negative scores. Start from the row's first score.",
    "sec:log-sum-exp");

static real softmax_twice(const real *z, const int *labels, size_t n,
                          size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p[LARGEST];
        softmax(z + e * classes, p, 1, classes);
        sum += cross_entropy(p, labels + e, 1, classes);
    }
    return sum / (real)n;
}
MISTAKE(cross_entropy, softmax_twice,
        "Softmax is applied twice: its probabilities are used as scores again.",
        "sec:cross-entropy");

static real scores_taken_for_probabilities(const real *z, const int *labels,
                                           size_t n, size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum -= log(z[e * classes + (size_t)labels[e]]);
    }
    return sum / (real)n;
}
MISTAKE(cross_entropy, scores_taken_for_probabilities,
        "The logarithm is taken of the score itself, as if it were a "
        "probability. The softmax is missing.",
        "sec:cross-entropy");

static real first_label(const real *z, const int *labels, size_t n,
                        size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += cross_entropy(z + e * classes, labels, 1, classes);
    }
    return sum / (real)n;
}
MISTAKE(cross_entropy, first_label,
        "Every example is judged by the label of the first.",
        "sec:cross-entropy");

static real first_scores(const real *z, const int *labels, size_t n,
                         size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        sum += cross_entropy(z, labels + e, 1, classes);
    }
    return sum / (real)n;
}
MISTAKE(cross_entropy, first_scores,
        "Every example is judged by the scores of the first. Example e begins "
        "at z + e * classes.",
        "sec:cross-entropy");

static real adds_binary_terms(const real *z, const int *labels, size_t n,
                              size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real p[LARGEST];
        softmax(row, p, 1, classes);
        sum += cross_entropy(row, labels + e, 1, classes);
        for (size_t k = 0; k < classes; k++) {
            sum -= (int)k == labels[e] ? 0 : log1p(-p[k]);
        }
    }
    return sum / (real)n;
}
MISTAKE(
    cross_entropy, adds_binary_terms,
    "Terms −log(1 − p) of the other classes are added, as if each class were "
    "a question of its own. Only the label's term counts.",
    "sec:cross-entropy");

static real one_minus_probability(const real *z, const int *labels, size_t n,
                                  size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p[LARGEST];
        softmax(z + e * classes, p, 1, classes);
        sum += 1 - p[labels[e]];
    }
    return sum / (real)n;
}
MISTAKE(cross_entropy, one_minus_probability,
        "This is 1 minus the label's probability. The loss is minus its "
        "logarithm.",
        "sec:cross-entropy");

/* ---- 3.9 parameter_count ---- */

static size_t forgets_biases(const size_t *sizes, size_t layers)
{
    size_t count = 0;
    for (size_t l = 0; l < layers; l++) {
        count += sizes[l] * sizes[l + 1];
    }
    return count;
}
MISTAKE(parameter_count, forgets_biases,
        "The biases are not counted: one for each unit of a layer.",
        "sec:counting");

static size_t biases_of_the_inputs(const size_t *sizes, size_t layers)
{
    size_t count = 0;
    for (size_t l = 0; l < layers; l++) {
        count += sizes[l] * (sizes[l + 1] + 1);
    }
    return count;
}
MISTAKE(parameter_count, biases_of_the_inputs,
        "One bias is counted for each input of a layer. It is the units, the "
        "layer's outputs, that have a bias each.",
        "sec:counting");

static size_t biases_of_the_input_too(const size_t *sizes, size_t layers)
{
    return sizes[0] + parameter_count(sizes, layers);
}
MISTAKE(parameter_count, biases_of_the_input_too,
        "The inputs of the network are counted as if they had biases. They are "
        "numbers that come in, not units.",
        "sec:counting");

static size_t one_bias_a_layer(const size_t *sizes, size_t layers)
{
    return forgets_biases(sizes, layers) + layers;
}
MISTAKE(parameter_count, one_bias_a_layer,
        "One bias is counted for each layer. Every unit has its own.",
        "sec:counting");

static size_t last_layer_missing(const size_t *sizes, size_t layers)
{
    return layers == 0 ? 0 : parameter_count(sizes, layers - 1);
}
MISTAKE(parameter_count, last_layer_missing,
        "The last layer is left out: there are `layers` of them, and one size "
        "more.",
        "sec:counting");

static size_t one_layer_too_many(const size_t *sizes, size_t layers)
{
    return parameter_count(sizes, layers + 1);
}
MISTAKE(parameter_count, one_layer_too_many,
        "A layer too many is counted: sizes has layers + 1 numbers, and the "
        "last layer leads from sizes[layers - 1] to sizes[layers].",
        "sec:counting");

static size_t in_an_int(const size_t *sizes, size_t layers)
{
    unsigned count = 0;
    for (size_t l = 0; l < layers; l++) {
        count += (unsigned)sizes[l + 1] * ((unsigned)sizes[l] + 1);
    }
    return (size_t)(int)count;
}
MISTAKE(parameter_count, in_an_int,
        "The count overflows: it is kept in an int, which ends at about two "
        "thousand million. Use size_t.",
        "sec:counting");
