#include "backprop.h"
#include "probe.h"
#include "xor.h"

/* Room for the largest case. */
enum { LARGEST = 8192 };

/* A mistake has the type of what it stands for, used or not:
   NOLINTBEGIN(readability-non-const-parameter) */

/* ---- 4.1 example_gradient ----
   Each of these takes the deltas from a function of its own, or spoils what the
   right one says. */

/* The forward pass. */
static void hidden(const Example *example, real *h, real *u)
{
    const real *x = example->x, *w = example->w, *b = example->b;
    for (int k = 0; k < 2; k++) {
        h[k] = x[0] * w[2 * k] + x[1] * w[2 * k + 1] + b[k];
        u[k] = tanh(h[k]);
    }
}

/* The parameters' gradients from the deltas. */
static void from_deltas(const Example *example, ExampleGradient *g)
{
    real h[2], u[2];
    hidden(example, h, u);
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < 2; i++) {
            g->dw[2 * k + i] = g->delta[3 + k] * example->x[i];
        }
        g->db[k] = g->delta[3 + k];
        g->dw[4 + k] = g->delta[0] * u[k];
    }
    g->db[2] = g->delta[0];
}

/* The gradient with other slopes of the two hidden units. */
static ExampleGradient with_slopes(const Example *example, real slope1,
                                   real slope2)
{
    ExampleGradient g = example_gradient(example);
    g.delta[3] = g.delta[1] * slope1;
    g.delta[4] = g.delta[2] * slope2;
    from_deltas(example, &g);
    return g;
}

static ExampleGradient no_tanh_slope(const Example *example)
{
    return with_slopes(example, 1, 1);
}
MISTAKE(example_gradient, no_tanh_slope,
        "The deltas go through the tanh unchanged: δ4 and δ5 are δ2 and δ3 "
        "times the slope 1 − tanh² of their unit.",
        "sec:worked-example");

static ExampleGradient tanh_of_output(const Example *example)
{
    real h[2], u[2];
    hidden(example, h, u);
    return with_slopes(example, 1 - tanh(u[0]) * tanh(u[0]),
                       1 - tanh(u[1]) * tanh(u[1]));
}
MISTAKE(example_gradient, tanh_of_output,
        "The slope of tanh is taken at the output u instead of the input h: "
        "1 − tanh²h is 1 − u², the tanh is in u already.",
        "sec:worked-example");

static ExampleGradient tanh_slope_without_square(const Example *example)
{
    real h[2], u[2];
    hidden(example, h, u);
    return with_slopes(example, 1 - u[0], 1 - u[1]);
}
MISTAKE(example_gradient, tanh_slope_without_square,
        "The slope of tanh is 1 − u², with the square.", "sec:worked-example");

static ExampleGradient tanh_slope_from_input(const Example *example)
{
    real h[2], u[2];
    hidden(example, h, u);
    return with_slopes(example, 1 - h[0] * h[0], 1 - h[1] * h[1]);
}
MISTAKE(example_gradient, tanh_slope_from_input,
        "The slope of tanh is 1 − u² with the output u; here the input h is "
        "squared.",
        "sec:worked-example");

static ExampleGradient sigmoid_slope(const Example *example)
{
    real h[2], u[2];
    hidden(example, h, u);
    return with_slopes(example, u[0] * (1 - u[0]), u[1] * (1 - u[1]));
}
MISTAKE(example_gradient, sigmoid_slope,
        "u (1 − u) is the slope of the sigmoid. The units here are tanh, with "
        "the slope 1 − u².",
        "sec:worked-example");

/* The gradient times a factor, E as it is. */
static ExampleGradient scaled(const Example *example, real factor)
{
    ExampleGradient g = example_gradient(example);
    for (int i = 0; i < 5; i++) {
        g.delta[i] *= factor;
    }
    from_deltas(example, &g);
    return g;
}

static ExampleGradient target_minus_answer(const Example *example)
{
    return scaled(example, -1);
}
MISTAKE(example_gradient, target_minus_answer,
        "δ1 is y − f, so every gradient has the wrong sign: E falls when f "
        "comes nearer to y, and its derivative is f − y.",
        "sec:worked-example");

static ExampleGradient loss_not_halved_in_gradient(const Example *example)
{
    return scaled(example, 2);
}
MISTAKE(example_gradient, loss_not_halved_in_gradient,
        "Every gradient is twice too large: the 2 from the square cancels "
        "against the 1/2 before it.",
        "sec:worked-example");

static ExampleGradient loss_not_halved(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    g.e *= 2;
    return g;
}
MISTAKE(example_gradient, loss_not_halved,
        "The gradients are right, E is twice too large: it should be half the "
        "square of f − y.",
        "sec:worked-example");

static ExampleGradient output_weights_swapped(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    real h[2], u[2];
    hidden(example, h, u);
    g.delta[1] = g.delta[0] * example->w[5];
    g.delta[2] = g.delta[0] * example->w[4];
    g.delta[3] = g.delta[1] * (1 - u[0] * u[0]);
    g.delta[4] = g.delta[2] * (1 - u[1] * u[1]);
    from_deltas(example, &g);
    return g;
}
MISTAKE(example_gradient, output_weights_swapped,
        "w5 and w6 have changed places on the way back: the delta of u1 comes "
        "through w5, the weight that u1 went out by.",
        "sec:worked-example");

static ExampleGradient forgets_output_weights(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    real h[2], u[2];
    hidden(example, h, u);
    for (int k = 0; k < 2; k++) {
        g.delta[1 + k] = g.delta[0];
        g.delta[3 + k] = g.delta[1 + k] * (1 - u[k] * u[k]);
    }
    from_deltas(example, &g);
    return g;
}
MISTAKE(example_gradient, forgets_output_weights,
        "The deltas of u1 and u2 lack their weights: δ2 is δ1 w5, and δ3 is "
        "δ1 w6.",
        "sec:worked-example");

static ExampleGradient first_weights_transposed(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    real w2 = g.dw[1];
    g.dw[1] = g.dw[2];
    g.dw[2] = w2;
    return g;
}
MISTAKE(example_gradient, first_weights_transposed,
        "The gradients of w2 and w3 have changed places. w2 leads from x2 to "
        "h1, w3 from x1 to h2.",
        "sec:worked-example");

static ExampleGradient inputs_swapped(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    for (int k = 0; k < 2; k++) {
        g.dw[2 * k] = g.delta[3 + k] * example->x[1];
        g.dw[2 * k + 1] = g.delta[3 + k] * example->x[0];
    }
    return g;
}
MISTAKE(example_gradient, inputs_swapped,
        "x1 and x2 have changed places in the gradients of the first four "
        "weights: each is a delta times the input that its weight multiplies.",
        "sec:worked-example");

static ExampleGradient output_gradients_from_h(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    real h[2], u[2];
    hidden(example, h, u);
    g.dw[4] = g.delta[0] * h[0];
    g.dw[5] = g.delta[0] * h[1];
    return g;
}
MISTAKE(example_gradient, output_gradients_from_h,
        "The gradients of w5 and w6 use h1 and h2. These weights multiply u1 "
        "and u2, so those are their local derivatives.",
        "sec:worked-example");

static ExampleGradient deltas_before_tanh(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < 2; i++) {
            g.dw[2 * k + i] = g.delta[1 + k] * example->x[i];
        }
        g.db[k] = g.delta[1 + k];
    }
    return g;
}
MISTAKE(example_gradient, deltas_before_tanh,
        "The deltas are right, but the first layer's parameters use δ2 and δ3. "
        "They belong to h1 and h2, whose deltas are δ4 and δ5.",
        "sec:worked-example");

static ExampleGradient no_bias_gradients(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    g.db[0] = g.db[1] = g.db[2] = 0;
    return g;
}
MISTAKE(example_gradient, no_bias_gradients,
        "The biases get no gradient. A bias is a weight on an input that is "
        "always 1: its gradient is the delta itself.",
        "sec:worked-example");

static ExampleGradient bias_gradients_times_bias(const Example *example)
{
    ExampleGradient g = example_gradient(example);
    for (int k = 0; k < 3; k++) {
        g.db[k] *= example->b[k];
    }
    return g;
}
MISTAKE(example_gradient, bias_gradients_times_bias,
        "The gradients of the biases are multiplied by the biases. The local "
        "derivative of a sum by one of its terms is 1.",
        "sec:worked-example");

static ExampleGradient biases_left_out(const Example *example)
{
    Example without = *example;
    without.b[0] = without.b[1] = without.b[2] = 0;
    return example_gradient(&without);
}
MISTAKE(example_gradient, biases_left_out,
        "The biases are left out of the forward pass.", "sec:worked-example");

/* ---- 4.2 tape_backward ---- */

/* The right pass with its parts as arguments. */
static void run_back(Tape *tape, size_t start, real seed, bool zero, bool add,
                     int operands)
{
    for (size_t i = 0; zero && i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    tape->values[start].gradient = seed;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < operands; k++) {
            if (v->from[k] != NULL) {
                real term = v->gradient * v->local[k];
                v->from[k]->gradient = add ? v->from[k]->gradient + term : term;
            }
        }
    }
}

static void overwrites_gradients(Tape *tape, Value *result)
{
    run_back(tape, (size_t)(result - tape->values), 1, true, false, 2);
}
MISTAKE(tape_backward, overwrites_gradients,
        "A number that is used twice keeps only the gradient of one use: there "
        "is a = where a += belongs.",
        "sec:tape");

static void keeps_old_gradients(Tape *tape, Value *result)
{
    run_back(tape, (size_t)(result - tape->values), 1, false, true, 2);
}
MISTAKE(tape_backward, keeps_old_gradients,
        "The gradients are added to what an earlier pass left behind. Set all "
        "of them to 0 first.",
        "sec:tape");

static void no_seed(Tape *tape, Value *result)
{
    run_back(tape, (size_t)(result - tape->values), 0, true, true, 2);
}
MISTAKE(tape_backward, no_seed,
        "Everything is 0: the gradient of the result by itself is 1, and with "
        "that it begins.",
        "sec:tape");

static void seeds_with_value(Tape *tape, Value *result)
{
    run_back(tape, (size_t)(result - tape->values), result->value, true, true,
             2);
}
MISTAKE(tape_backward, seeds_with_value,
        "It begins with the value of the result; the gradient of the result by "
        "itself is 1.",
        "sec:tape");

static void starts_at_last(Tape *tape, Value *result)
{
    (void)result;
    run_back(tape, tape->count - 1, 1, true, true, 2);
}
MISTAKE(tape_backward, starts_at_last,
        "It differentiates the last number of the tape, whatever result is.",
        "sec:tape");

static void first_operand_only(Tape *tape, Value *result)
{
    run_back(tape, (size_t)(result - tape->values), 1, true, true, 1);
}
MISTAKE(tape_backward, first_operand_only,
        "Only from[0] receives a gradient; from[1] was used as well.",
        "sec:tape");

static void zeroes_after_seeding(Tape *tape, Value *result)
{
    run_back(tape, (size_t)(result - tape->values), 1, false, true, 2);
    for (size_t i = 0; i < tape->count; i++) {
        if (tape->values[i].from[0] == NULL) {
            tape->values[i].gradient = 0;
        }
    }
}
MISTAKE(tape_backward, zeroes_after_seeding,
        "The gradients of the leaves are set to 0 when they have been found. "
        "Clear all gradients before the pass, not after it.",
        "sec:tape");

static void forward_order(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    for (size_t i = 0; i < tape->count; i++) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient += v->gradient * v->local[k];
            }
        }
    }
}
MISTAKE(tape_backward, forward_order,
        "Only the numbers from which the result was made directly get a "
        "gradient. Going through the tape from its beginning does that, since "
        "the others come too early to have anything to hand on: go backwards.",
        "sec:tape");

static void operands_swapped(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        bool two = v->from[1] != NULL;
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient += v->gradient * v->local[two ? 1 - k : k];
            }
        }
    }
}
MISTAKE(tape_backward, operands_swapped,
        "local[0] and local[1] have changed places: local[k] is the derivative "
        "by from[k].",
        "sec:tape");

static void local_only(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient += v->local[k];
            }
        }
    }
}
MISTAKE(
    tape_backward, local_only,
    "The local derivatives are handed on without the gradient of the number "
    "itself: the chain rule multiplies the two.",
    "sec:tape");

static void times_value(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient += v->value * v->local[k];
            }
        }
    }
}
MISTAKE(tape_backward, times_value,
        "A number's value is handed on where its gradient should be.",
        "sec:tape");

/* Hands on the gradient collected so far each time that a number is reached. */
static void hand_on(Value *v)
{
    for (int k = 0; k < 2; k++) {
        if (v->from[k] != NULL) {
            v->from[k]->gradient += v->gradient * v->local[k];
            hand_on(v->from[k]);
        }
    }
}

static void recursion_counts_twice(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    hand_on(result);
}
MISTAKE(tape_backward, recursion_counts_twice,
        "A number that is reached by two ways hands on its gradient twice, the "
        "first part a second time. Wait until all of it is there: the tape's "
        "order, backwards, sees to that.",
        "sec:tape");

/* ---- 4.3 dense_backward ---- */

static void overwrites_dw(const real *x, const real *w, const real *dy,
                          real *dx, real *dw, real *db, size_t n, size_t in,
                          size_t out)
{
    for (size_t i = 0; i < out * in; i++) {
        dw[i] = 0;
    }
    dense_backward(x, w, dy, dx, dw, db, n, in, out);
}
MISTAKE(dense_backward, overwrites_dw,
        "dw is overwritten. It holds what other uses of the weights have "
        "contributed: add to it.",
        "sec:dense-backward");

static void overwrites_db(const real *x, const real *w, const real *dy,
                          real *dx, real *dw, real *db, size_t n, size_t in,
                          size_t out)
{
    for (size_t o = 0; o < out; o++) {
        db[o] = 0;
    }
    dense_backward(x, w, dy, dx, dw, db, n, in, out);
}
MISTAKE(dense_backward, overwrites_db,
        "db is overwritten. It holds what other uses of the biases have "
        "contributed: add to it.",
        "sec:dense-backward");

static void overwrites_both(const real *x, const real *w, const real *dy,
                            real *dx, real *dw, real *db, size_t n, size_t in,
                            size_t out)
{
    for (size_t i = 0; i < out * in; i++) {
        dw[i] = 0;
    }
    overwrites_db(x, w, dy, dx, dw, db, n, in, out);
}
MISTAKE(dense_backward, overwrites_both,
        "dw and db are overwritten. They hold what other uses of the "
        "parameters have contributed: add to them.",
        "sec:dense-backward");

static void adds_to_dx(const real *x, const real *w, const real *dy, real *dx,
                       real *dw, real *db, size_t n, size_t in, size_t out)
{
    dense_backward(x, w, dy, NULL, dw, db, n, in, out);
    if (dx != NULL) {
        gemm(false, false, dy, w, dx, n, in, out, true);
    }
}
MISTAKE(dense_backward, adds_to_dx,
        "dx is added to. It should be overwritten: set each element to 0 "
        "before the sum over the units.",
        "sec:dense-backward");

static void dx_needs_array(const real *x, const real *w, const real *dy,
                           real *dx, real *dw, real *db, size_t n, size_t in,
                           size_t out)
{
    volatile real *must = dx;
    must[0] = 0;
    dense_backward(x, w, dy, dx, dw, db, n, in, out);
}
MISTAKE(dense_backward, dx_needs_array,
        "dx may be NULL: then nobody needs it, and it must not be written to.",
        "sec:dense-backward");

static void null_leaves_dw(const real *x, const real *w, const real *dy,
                           real *dx, real *dw, real *db, size_t n, size_t in,
                           size_t out)
{
    if (dx != NULL) {
        dense_backward(x, w, dy, dx, dw, db, n, in, out);
    }
}
MISTAKE(dense_backward, null_leaves_dw,
        "With dx NULL nothing is done at all; dw and db are wanted all the "
        "same.",
        "sec:dense-backward");

static void dw_transposed(const real *x, const real *w, const real *dy,
                          real *dx, real *dw, real *db, size_t n, size_t in,
                          size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            for (size_t e = 0; e < n; e++) {
                dw[i * out + o] += dy[e * out + o] * x[e * in + i];
            }
        }
    }
    gemm(false, false, dy, w, dx, dx != NULL ? n : 0, in, out, false);
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            db[o] += dy[e * out + o];
        }
    }
}
MISTAKE(dense_backward, dw_transposed,
        "dw is laid out as [in][out]; it should have w's shape, [out][in].",
        "sec:dense-backward");

static void w_read_transposed(const real *x, const real *w, const real *dy,
                              real *dx, real *dw, real *db, size_t n, size_t in,
                              size_t out)
{
    dense_backward(x, w, dy, NULL, dw, db, n, in, out);
    if (dx != NULL) {
        gemm(false, true, dy, w, dx, n, in, out, false);
    }
}
MISTAKE(dense_backward, w_read_transposed,
        "For dx, w is read as if it were [in][out]: the weight from input i to "
        "unit o is w[o * in + i].",
        "sec:dense-backward");

static void db_of_last_example(const real *x, const real *w, const real *dy,
                               real *dx, real *dw, real *db, size_t n,
                               size_t in, size_t out)
{
    real unused[LARGEST];
    dense_backward(x, w, dy, dx, dw, unused, n, in, out);
    for (size_t o = 0; o < out; o++) {
        db[o] += dy[(n - 1) * out + o];
    }
}
MISTAKE(dense_backward, db_of_last_example,
        "db has the share of the last example only; it should be the sum over "
        "the batch.",
        "sec:dense-backward");

static void db_of_first_example(const real *x, const real *w, const real *dy,
                                real *dx, real *dw, real *db, size_t n,
                                size_t in, size_t out)
{
    real unused[LARGEST];
    dense_backward(x, w, dy, dx, dw, unused, n, in, out);
    for (size_t o = 0; o < out; o++) {
        db[o] += dy[o];
    }
}
MISTAKE(dense_backward, db_of_first_example,
        "db has the share of the first example only; it should be the sum over "
        "the batch.",
        "sec:dense-backward");

static void forgets_db(const real *x, const real *w, const real *dy, real *dx,
                       real *dw, real *db, size_t n, size_t in, size_t out)
{
    real unused[LARGEST];
    (void)db;
    dense_backward(x, w, dy, dx, dw, unused, n, in, out);
}
MISTAKE(dense_backward, forgets_db,
        "db is left as it was: the biases would never learn.",
        "sec:dense-backward");

/* The parameters' gradients divided by the number of examples. */
static void mean_over_batch(const real *x, const real *w, const real *dy,
                            real *dx, real *dw, real *db, size_t n, size_t in,
                            size_t out)
{
    real scaled_dy[LARGEST];
    for (size_t i = 0; i < n * out; i++) {
        scaled_dy[i] = dy[i] / (real)n;
    }
    dense_backward(x, w, scaled_dy, NULL, dw, db, n, in, out);
    gemm(false, false, dy, w, dx, dx != NULL ? n : 0, in, out, false);
}
MISTAKE(dense_backward, mean_over_batch,
        "dw and db are divided by the number of examples. The 1/n belongs to "
        "the loss and is in dy already.",
        "sec:dense-backward");

static void dx_of_last_unit(const real *x, const real *w, const real *dy,
                            real *dx, real *dw, real *db, size_t n, size_t in,
                            size_t out)
{
    dense_backward(x, w, dy, NULL, dw, db, n, in, out);
    for (size_t i = 0; dx != NULL && i < n * in; i++) {
        dx[i] = dy[i / in * out + out - 1] * w[(out - 1) * in + i % in];
    }
}
MISTAKE(dense_backward, dx_of_last_unit,
        "dx has only what came back from the last unit. An input goes into all "
        "the units, so it collects from all of them.",
        "sec:dense-backward");

static void dw_of_last_example(const real *x, const real *w, const real *dy,
                               real *dx, real *dw, real *db, size_t n,
                               size_t in, size_t out)
{
    real unused[LARGEST] = {0};
    dense_backward(x, w, dy, dx, unused, db, n, in, out);
    gemm(true, false, dy + (n - 1) * out, x + (n - 1) * in, dw, out, in, 1,
         true);
}
MISTAKE(dense_backward, dw_of_last_example,
        "dw has the share of the last example only; it should be the sum over "
        "the batch.",
        "sec:dense-backward");

static void dw_from_dy_alone(const real *x, const real *w, const real *dy,
                             real *dx, real *dw, real *db, size_t n, size_t in,
                             size_t out)
{
    real ones[LARGEST];
    for (size_t i = 0; i < n * in; i++) {
        ones[i] = 1;
    }
    dense_backward(ones, w, dy, dx, dw, db, n, in, out);
    (void)x;
}
MISTAKE(
    dense_backward, dw_from_dy_alone,
    "dw lacks the inputs: the gradient of a weight is the delta of its unit "
    "times the input that it multiplies.",
    "sec:dense-backward");

static void subtracts_gradients(const real *x, const real *w, const real *dy,
                                real *dx, real *dw, real *db, size_t n,
                                size_t in, size_t out)
{
    real negative[LARGEST];
    for (size_t i = 0; i < n * out; i++) {
        negative[i] = -dy[i];
    }
    dense_backward(x, w, negative, NULL, dw, db, n, in, out);
    gemm(false, false, dy, w, dx, dx != NULL ? n : 0, in, out, false);
}
MISTAKE(dense_backward, subtracts_gradients,
        "The gradients are subtracted from dw and db. Here they are only "
        "collected; the step downhill, with its minus, comes later.",
        "sec:dense-backward");

/* ---- 4.4 activate_backward ---- */

/* The right one for all activations but `mine`, which gets this slope. */
#define WITH_SLOPE(name, mine, slope)                                          \
    static void name(Activation g, const real *z, const real *y,               \
                     const real *dy, real *dz, size_t count)                   \
    {                                                                          \
        if (g != mine) {                                                       \
            activate_backward(g, z, y, dy, dz, count);                         \
            return;                                                            \
        }                                                                      \
        for (size_t i = 0; i < count; i++) {                                   \
            dz[i] = dy[i] * (real)(slope);                                     \
        }                                                                      \
    }                                                                          \
    extern int name##_needs_a_semicolon

WITH_SLOPE(relu_passes_zero, RELU, z[i] >= 0);
MISTAKE(activate_backward, relu_passes_zero,
        "ReLU lets the gradient through where z is exactly 0: there is a >= "
        "where a > belongs.",
        "sec:slopes");

WITH_SLOPE(relu_by_gradient, RELU, dy[i] > 0);
MISTAKE(activate_backward, relu_by_gradient,
        "ReLU blocks negative gradients. What counts is the sign of its input "
        "z, not of dy.",
        "sec:slopes");

WITH_SLOPE(relu_of_input, RELU, z[i] > 0 ? z[i] : 0);
MISTAKE(activate_backward, relu_of_input,
        "For ReLU the gradient is multiplied by ReLU itself; its slope is 1 "
        "for z > 0.",
        "sec:slopes");

WITH_SLOPE(leaky_passes_zero, LEAKY_RELU, z[i] >= 0 ? 1 : LEAKY_SLOPE);
MISTAKE(activate_backward, leaky_passes_zero,
        "Leaky ReLU has the slope 1 where z is exactly 0; the contract says "
        "LEAKY_SLOPE there.",
        "sec:slopes");

WITH_SLOPE(leaky_is_relu, LEAKY_RELU, z[i] > 0);
MISTAKE(activate_backward, leaky_is_relu,
        "Leaky ReLU blocks the gradient for z < 0; its slope there is "
        "LEAKY_SLOPE.",
        "sec:slopes");

WITH_SLOPE(hard_tanh_passes_ends, HARD_TANH, z[i] >= -1 && z[i] <= 1);
MISTAKE(activate_backward, hard_tanh_passes_ends,
        "Hard tanh has the slope 1 at exactly −1 and 1; the contract says 0 "
        "there.",
        "sec:slopes");

WITH_SLOPE(hard_tanh_one_sided, HARD_TANH, z[i] < 1);
MISTAKE(activate_backward, hard_tanh_one_sided,
        "Hard tanh is flat on both sides: its slope is 0 for z ≤ −1 as well.",
        "sec:slopes");

WITH_SLOPE(sigmoid_of_output, SIGMOID, sigmoid(y[i]) * (1 - sigmoid(y[i])));
MISTAKE(
    activate_backward, sigmoid_of_output,
    "The slope of the sigmoid is taken at the output y instead of the input "
    "z. In terms of y it is y (1 − y).",
    "sec:slopes");

WITH_SLOPE(sigmoid_of_inputs, SIGMOID, z[i] * (1 - z[i]));
MISTAKE(activate_backward, sigmoid_of_inputs,
        "The slope of the sigmoid is y (1 − y) with its output y; here the "
        "input z is put in.",
        "sec:slopes");

WITH_SLOPE(sigmoid_without_y, SIGMOID, 1 - y[i]);
MISTAKE(activate_backward, sigmoid_without_y,
        "The slope of the sigmoid is y (1 − y); the factor y is missing.",
        "sec:slopes");

WITH_SLOPE(sigmoid_overflows, SIGMOID,
           exp(z[i]) / ((1 + exp(z[i])) * (1 + exp(z[i]))));
MISTAKE(
    activate_backward, sigmoid_overflows,
    "The slope of the sigmoid is right until e^z overflows: for z = 1000 it "
    "is infinity over infinity, NaN. The output y holds all that is needed: "
    "y (1 − y).",
    "sec:slopes");

WITH_SLOPE(tanh_of_outputs, TANH, 1 - tanh(y[i]) * tanh(y[i]));
MISTAKE(activate_backward, tanh_of_outputs,
        "The slope of tanh is taken at the output y instead of the input z. In "
        "terms of y it is 1 − y².",
        "sec:slopes");

WITH_SLOPE(tanh_squares_input, TANH, 1 - z[i] * z[i]);
MISTAKE(
    activate_backward, tanh_squares_input,
    "The slope of tanh is 1 − y² with its output y; here the input z is put "
    "in.",
    "sec:slopes");

WITH_SLOPE(tanh_without_square, TANH, 1 - y[i]);
MISTAKE(activate_backward, tanh_without_square,
        "The slope of tanh is 1 − y², with the square.", "sec:slopes");

WITH_SLOPE(tanh_like_sigmoid, TANH, y[i] * (1 - y[i]));
MISTAKE(activate_backward, tanh_like_sigmoid,
        "y (1 − y) is the slope of the sigmoid; that of tanh is 1 − y².",
        "sec:slopes");

WITH_SLOPE(elu_by_output, ELU, z[i] > 0 ? 1 : y[i]);
MISTAKE(activate_backward, elu_by_output,
        "For z < 0 the slope of ELU is e^z, which is y + 1; here it is y.",
        "sec:slopes");

WITH_SLOPE(elu_is_relu, ELU, z[i] > 0);
MISTAKE(activate_backward, elu_is_relu,
        "ELU blocks the gradient for z ≤ 0; its slope there is e^z.",
        "sec:slopes");

WITH_SLOPE(softplus_of_output, SOFTPLUS, sigmoid(y[i]));
MISTAKE(activate_backward, softplus_of_output,
        "The slope of softplus is the sigmoid of the input z; here it is that "
        "of the output y.",
        "sec:slopes");

WITH_SLOPE(softplus_overflows, SOFTPLUS, exp(z[i]) / (1 + exp(z[i])));
MISTAKE(
    activate_backward, softplus_overflows,
    "The slope of softplus is right until e^z overflows: for z = 1000 it is "
    "infinity over infinity, NaN. Chapter 2's sigmoid knows how to avoid "
    "that.",
    "sec:slopes");

static void forgets_dy(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    (void)dy;
    for (size_t i = 0; i < count; i++) {
        dz[i] = 1;
    }
    activate_backward(g, z, y, dz, dz, count);
}
MISTAKE(activate_backward, forgets_dy,
        "Only the slopes are written. The chain rule multiplies each by the "
        "gradient dy that comes from behind.",
        "sec:slopes");

static void adds_to_dz(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    real slopes[LARGEST];
    activate_backward(g, z, y, dy, slopes, count);
    for (size_t i = 0; i < count; i++) {
        dz[i] += slopes[i];
    }
}
MISTAKE(activate_backward, adds_to_dz,
        "dz is added to; it should be overwritten, for it may hold anything "
        "before.",
        "sec:slopes");

static void clears_dz_first(Activation g, const real *z, const real *y,
                            const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dz[i] = 0;
    }
    activate_backward(g, z, y, dy, dz, count);
}
MISTAKE(activate_backward, clears_dz_first,
        "dz is set to 0 first. It may be the same array as dy, and then the "
        "gradients are gone.",
        "sec:slopes");

static void applies_activation(Activation g, const real *z, const real *y,
                               const real *dy, real *dz, size_t count)
{
    (void)g;
    (void)z;
    for (size_t i = 0; i < count; i++) {
        dz[i] = dy[i] * y[i];
    }
}
MISTAKE(
    activate_backward, applies_activation,
    "The gradient is multiplied by the activation's value y; the chain rule "
    "wants its slope.",
    "sec:slopes");

/* ---- 4.5 mean_squared_error_backward ---- */

/* factor · (y − t) / count */
static void squares_times(real factor, const real *y, const real *t, real *dy,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dy[i] = factor * (y[i] - t[i]) / (real)count;
    }
}

static void forgets_two(const real *y, const real *t, real *dy, size_t count)
{
    squares_times(1, y, t, dy, count);
}
MISTAKE(mean_squared_error_backward, forgets_two,
        "The 2 is missing: this loss has no 1/2 before its square that would "
        "cancel it.",
        "sec:loss-gradients");

static void forgets_count(const real *y, const real *t, real *dy, size_t count)
{
    squares_times(2 * (real)count, y, t, dy, count);
}
MISTAKE(mean_squared_error_backward, forgets_count,
        "It is not divided by count. The loss is a mean, so its gradient has "
        "the 1/count too.",
        "sec:loss-gradients");

static void forgets_two_and_count(const real *y, const real *t, real *dy,
                                  size_t count)
{
    squares_times((real)count, y, t, dy, count);
}
MISTAKE(mean_squared_error_backward, forgets_two_and_count,
        "That is the gradient of half a sum of squares. The loss is a mean and "
        "has no 1/2: 2 (y − t) / count.",
        "sec:loss-gradients");

static void target_first(const real *y, const real *t, real *dy, size_t count)
{
    squares_times(-2, y, t, dy, count);
}
MISTAKE(
    mean_squared_error_backward, target_first,
    "The sign is wrong: the gradient is y − t, positive where the answer is "
    "too large.",
    "sec:loss-gradients");

static void without_sign(const real *y, const real *t, real *dy, size_t count)
{
    mean_squared_error_backward(y, t, dy, count);
    for (size_t i = 0; i < count; i++) {
        dy[i] = fabs(dy[i]);
    }
}
MISTAKE(mean_squared_error_backward, without_sign,
        "All gradients come out positive. Where the answer is too small, the "
        "gradient is negative.",
        "sec:loss-gradients");

static void squares_left_in(const real *y, const real *t, real *dy,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dy[i] = (y[i] - t[i]) * (y[i] - t[i]) / (real)count;
    }
}
MISTAKE(mean_squared_error_backward, squares_left_in,
        "These are the terms of the loss itself; the derivative of a square is "
        "twice what is squared.",
        "sec:loss-gradients");

/* ---- 4.6 binary_cross_entropy_backward ---- */

static void binary_forgets_n(const real *z, const real *t, real *dz, size_t n)
{
    binary_cross_entropy_backward(z, t, dz, n);
    for (size_t i = 0; i < n; i++) {
        dz[i] *= (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, binary_forgets_n,
        "It is not divided by n. The loss is a mean over the examples, so its "
        "gradient has the 1/n too.",
        "sec:loss-gradients");

static void binary_target_first(const real *z, const real *t, real *dz,
                                size_t n)
{
    binary_cross_entropy_backward(z, t, dz, n);
    for (size_t i = 0; i < n; i++) {
        dz[i] = -dz[i];
    }
}
MISTAKE(binary_cross_entropy_backward, binary_target_first,
        "The sign is wrong: the gradient is σ(z) − t.", "sec:loss-gradients");

static void scores_for_probabilities(const real *z, const real *t, real *dz,
                                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dz[i] = (z[i] - t[i]) / (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, scores_for_probabilities,
        "The sigmoid is missing: z are scores, and the gradient compares σ(z) "
        "with t.",
        "sec:loss-gradients");

static void binary_slope_again(const real *z, const real *t, real *dz, size_t n)
{
    binary_cross_entropy_backward(z, t, dz, n);
    for (size_t i = 0; i < n; i++) {
        dz[i] *= sigmoid(z[i]) * (1 - sigmoid(z[i]));
    }
}
MISTAKE(
    binary_cross_entropy_backward, binary_slope_again,
    "The result is multiplied by the sigmoid's slope once more. In σ(z) − t "
    "that slope has cancelled already.",
    "sec:loss-gradients");

static void binary_by_probability(const real *z, const real *t, real *dz,
                                  size_t n)
{
    binary_cross_entropy_backward(z, t, dz, n);
    for (size_t i = 0; i < n; i++) {
        dz[i] /= sigmoid(z[i]) * (1 - sigmoid(z[i]));
    }
}
MISTAKE(binary_cross_entropy_backward, binary_by_probability,
        "This is the derivative by the probability σ(z). The function asks for "
        "that by the score z: the slope of the sigmoid comes in and cancels.",
        "sec:loss-gradients");

static void binary_overflows(const real *z, const real *t, real *dz, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dz[i] = (exp(z[i]) / (1 + exp(z[i])) - t[i]) / (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, binary_overflows,
        "e^z overflows for a score of 1000, and infinity over infinity is NaN. "
        "Use Chapter 2's sigmoid, which avoids that.",
        "sec:loss-gradients");

static void probability_only(const real *z, const real *t, real *dz, size_t n)
{
    (void)t;
    for (size_t i = 0; i < n; i++) {
        dz[i] = sigmoid(z[i]) / (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, probability_only,
        "The target t is not subtracted.", "sec:loss-gradients");

static void binary_decides(const real *z, const real *t, real *dz, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dz[i] = ((z[i] > 0) - t[i]) / (real)n;
    }
}
MISTAKE(binary_cross_entropy_backward, binary_decides,
        "The answer is rounded to 0 or 1 before it is compared. The gradient "
        "uses the probability σ(z) as it is.",
        "sec:loss-gradients");

/* ---- 4.7 cross_entropy_backward ---- */

/* factor · (p − hit · one-hot) / n */
static void classes_with(real factor, real hit, const real *z,
                         const int *labels, real *dz, size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) {
        dz[e * classes + (size_t)labels[e]] -= hit;
    }
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] *= factor / (real)n;
    }
}

static void forgets_one_hot(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    classes_with(1, 0, z, labels, dz, n, classes);
}
MISTAKE(cross_entropy_backward, forgets_one_hot,
        "The 1 of the right class is not subtracted: these are the "
        "probabilities p alone, and the gradient is p − t.",
        "sec:loss-gradients");

static void classes_wrong_sign(const real *z, const int *labels, real *dz,
                               size_t n, size_t classes)
{
    classes_with(-1, 1, z, labels, dz, n, classes);
}
MISTAKE(cross_entropy_backward, classes_wrong_sign,
        "The sign is wrong: the gradient is p − t, negative for the right "
        "class, whose score should rise.",
        "sec:loss-gradients");

static void classes_forget_n(const real *z, const int *labels, real *dz,
                             size_t n, size_t classes)
{
    classes_with((real)n, 1, z, labels, dz, n, classes);
}
MISTAKE(cross_entropy_backward, classes_forget_n,
        "It is not divided by n. The loss is a mean over the batch, so its "
        "gradient has the 1/n too.",
        "sec:loss-gradients");

static void divides_by_classes(const real *z, const int *labels, real *dz,
                               size_t n, size_t classes)
{
    classes_with((real)n / (real)classes, 1, z, labels, dz, n, classes);
}
MISTAKE(cross_entropy_backward, divides_by_classes,
        "It is divided by the number of classes; the mean is over the examples "
        "of the batch.",
        "sec:loss-gradients");

static void divides_by_all(const real *z, const int *labels, real *dz, size_t n,
                           size_t classes)
{
    classes_with(1 / (real)classes, 1, z, labels, dz, n, classes);
}
MISTAKE(cross_entropy_backward, divides_by_all,
        "It is divided by n times classes; the mean is over the n examples "
        "only.",
        "sec:loss-gradients");

static void divides_one_only(const real *z, const int *labels, real *dz,
                             size_t n, size_t classes)
{
    classes_with(1, (real)n, z, labels, dz, n, classes);
}
MISTAKE(cross_entropy_backward, divides_one_only,
        "The probabilities are divided by n, but the 1 of the right class is "
        "not.",
        "sec:loss-gradients");

static void divides_probabilities_not(const real *z, const int *labels,
                                      real *dz, size_t n, size_t classes)
{
    classes_with((real)n, 1 / (real)n, z, labels, dz, n, classes);
}
MISTAKE(cross_entropy_backward, divides_probabilities_not,
        "The 1 of the right class is divided by n, but the probabilities are "
        "not.",
        "sec:loss-gradients");

static void classes_overflow(const real *z, const int *labels, real *dz,
                             size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            sum += exp(z[e * classes + k]);
        }
        for (size_t k = 0; k < classes; k++) {
            real p = exp(z[e * classes + k]) / sum;
            dz[e * classes + k] = (p - ((int)k == labels[e])) / (real)n;
        }
    }
}
MISTAKE(cross_entropy_backward, classes_overflow,
        "e^z overflows for scores of 1000. Subtract the largest score of the "
        "row first, as Chapter 3's softmax does.",
        "sec:loss-gradients");

static void softmax_over_batch(const real *z, const int *labels, real *dz,
                               size_t n, size_t classes)
{
    softmax(z, dz, 1, n * classes);
    for (size_t e = 0; e < n; e++) {
        dz[e * classes + (size_t)labels[e]] -= 1;
    }
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] /= (real)n;
    }
}
MISTAKE(cross_entropy_backward, softmax_over_batch,
        "The softmax runs over the whole batch; each row has a sum of its own.",
        "sec:loss-gradients");

static void forgets_rows(const real *z, const int *labels, real *dz, size_t n,
                         size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) {
        dz[labels[e]] -= 1;
    }
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] /= (real)n;
    }
}
MISTAKE(cross_entropy_backward, forgets_rows,
        "All the ones are subtracted in the first row: the right class of "
        "example e is at dz[e * classes + labels[e]].",
        "sec:loss-gradients");

static void classes_slope_again(const real *z, const int *labels, real *dz,
                                size_t n, size_t classes)
{
    real p[LARGEST];
    softmax(z, p, n, classes);
    cross_entropy_backward(z, labels, dz, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] *= p[i] * (1 - p[i]);
    }
}
MISTAKE(
    cross_entropy_backward, classes_slope_again,
    "The result is multiplied by p (1 − p) once more. In p − t the slope of "
    "the softmax is contained already.",
    "sec:loss-gradients");

static void right_class_only(const real *z, const int *labels, real *dz,
                             size_t n, size_t classes)
{
    cross_entropy_backward(z, labels, dz, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        if (i % classes != (size_t)labels[i / classes]) {
            dz[i] = 0;
        }
    }
}
MISTAKE(cross_entropy_backward, right_class_only,
        "Only the right class gets a gradient. The scores of the others are in "
        "the sum below the fraction: they must fall.",
        "sec:loss-gradients");

static void by_probability(const real *z, const int *labels, real *dz, size_t n,
                           size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t i = 0; i < n * classes; i++) {
        bool right = i % classes == (size_t)labels[i / classes];
        dz[i] = right ? -1 / dz[i] / (real)n : 0;
    }
}
MISTAKE(cross_entropy_backward, by_probability,
        "This is the derivative by the probability of the right class, −1/p. "
        "The function asks for that by the scores, through the softmax.",
        "sec:loss-gradients");

/* ---- 4.8 numerical_gradient ---- */

static void forward_difference(Scalar *f, void *context, real *x, real *g,
                               real h, size_t count)
{
    real here = f(x, count, context);
    for (size_t i = 0; i < count; i++) {
        real before = x[i];
        x[i] = before + h;
        g[i] = (f(x, count, context) - here) / h;
        x[i] = before;
    }
}
MISTAKE(numerical_gradient, forward_difference,
        "The difference goes forward only, from x to x + h. The centred one, "
        "from x − h to x + h, is far more exact.",
        "sec:gradient-checking");

static void backward_difference(Scalar *f, void *context, real *x, real *g,
                                real h, size_t count)
{
    forward_difference(f, context, x, g, -h, count);
}
MISTAKE(numerical_gradient, backward_difference,
        "The difference goes backward only, from x − h to x. The centred one, "
        "from x − h to x + h, is far more exact.",
        "sec:gradient-checking");

static void divides_by_h(Scalar *f, void *context, real *x, real *g, real h,
                         size_t count)
{
    numerical_gradient(f, context, x, g, h, count);
    for (size_t i = 0; i < count; i++) {
        g[i] *= 2;
    }
}
MISTAKE(numerical_gradient, divides_by_h,
        "Everything is twice too large: from x − h to x + h it is 2h.",
        "sec:gradient-checking");

static void multiplies_by_h(Scalar *f, void *context, real *x, real *g, real h,
                            size_t count)
{
    numerical_gradient(f, context, x, g, h, count);
    for (size_t i = 0; i < count; i++) {
        g[i] *= h * h;
    }
}
MISTAKE(numerical_gradient, multiplies_by_h,
        "(above − below) / 2 * h multiplies by h. Put 2 * h into parentheses.",
        "sec:gradient-checking");

static void difference_reversed(Scalar *f, void *context, real *x, real *g,
                                real h, size_t count)
{
    numerical_gradient(f, context, x, g, -h, count);
    for (size_t i = 0; i < count; i++) {
        g[i] = -g[i];
    }
}
MISTAKE(numerical_gradient, difference_reversed,
        "The sign is wrong: f(x + h) − f(x − h), in this order.",
        "sec:gradient-checking");

/* Moves x[i] by `left` in the end, in place of putting it back. */
static void leaves_moved(Scalar *f, void *context, real *x, real *g, real h,
                         size_t count, real left)
{
    for (size_t i = 0; i < count; i++) {
        real before = x[i];
        x[i] = before + h;
        real above = f(x, count, context);
        x[i] = before - h;
        g[i] = (above - f(x, count, context)) / (2 * h);
        x[i] = before + left;
    }
}

static void leaves_x_below(Scalar *f, void *context, real *x, real *g, real h,
                           size_t count)
{
    leaves_moved(f, context, x, g, h, count, -h);
}
MISTAKE(numerical_gradient, leaves_x_below,
        "x[i] stays at x − h. It has to be put back before the next one is "
        "moved.",
        "sec:gradient-checking");

static void leaves_x_above(Scalar *f, void *context, real *x, real *g, real h,
                           size_t count)
{
    leaves_moved(f, context, x, g, h, count, h);
}
MISTAKE(numerical_gradient, leaves_x_above,
        "x[i] stays at x + h. It has to be put back before the next one is "
        "moved.",
        "sec:gradient-checking");

static void restores_by_adding(Scalar *f, void *context, real *x, real *g,
                               real h, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] += h;
        real above = f(x, count, context);
        x[i] -= 2 * h;
        real below = f(x, count, context);
        x[i] += h;
        g[i] = (above - below) / (2 * h);
    }
}
MISTAKE(numerical_gradient, restores_by_adding,
        "x + h − 2h + h is not x: the sums are rounded. Keep the old value and "
        "put it back.",
        "sec:gradient-checking");

static void moves_all_at_once(Scalar *f, void *context, real *x, real *g,
                              real h, size_t count)
{
    real moved[LARGEST] = {0};
    for (size_t i = 0; i < count; i++) {
        moved[i] = x[i] + h;
    }
    real above = f(moved, count, context);
    for (size_t i = 0; i < count; i++) {
        moved[i] = x[i] - h;
    }
    real below = f(moved, count, context);
    for (size_t i = 0; i < count; i++) {
        g[i] = (above - below) / (2 * h);
    }
}
MISTAKE(numerical_gradient, moves_all_at_once,
        "All numbers are moved together, so every g[i] is the same sum. Move "
        "one at a time.",
        "sec:gradient-checking");

static void divides_by_actual_step(Scalar *f, void *context, real *x, real *g,
                                   real h, size_t count)
{
    numerical_gradient(f, context, x, g, h, count);
    for (size_t i = 0; i < count; i++) {
        g[i] *= 2 * h;
    }
}
MISTAKE(numerical_gradient, divides_by_actual_step,
        "The differences are not divided by 2h.", "sec:gradient-checking");

static void steps_half(Scalar *f, void *context, real *x, real *g, real h,
                       size_t count)
{
    numerical_gradient(f, context, x, g, h / 2, count);
}
MISTAKE(numerical_gradient, steps_half,
        "The steps are h/2 to each side; the contract wants h to each side.",
        "sec:gradient-checking");

/* ---- 4.9 gradient_error ---- */

static real absolute_error(const real *a, const real *b, real floor,
                           size_t count)
{
    (void)floor;
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real error = fabs(a[i] - b[i]);
        if (isnan(error)) {
            return error;
        }
        worst = fmax(worst, error);
    }
    return worst;
}
MISTAKE(gradient_error, absolute_error,
        "This is the absolute error. A gradient of 0.00001 may be wholly wrong "
        "and pass: divide by its size.",
        "sec:gradient-checking");

static real swallows_nan(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real error = gradient_error(a + i, b + i, floor, 1);
        if (error > worst) {
            worst = error;
        }
    }
    return worst;
}
MISTAKE(gradient_error, swallows_nan,
        "A NaN goes unnoticed: < and > are always false with a NaN, and fmax "
        "leaves it out. A gradient of NaN must not pass a check.",
        "sec:gradient-checking");

static real forgets_earlier_nan(const real *a, const real *b, real floor,
                                size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real error = gradient_error(a + i, b + i, floor, 1);
        if (!(error <= worst)) {
            worst = error;
        }
    }
    return worst;
}
MISTAKE(
    gradient_error, forgets_earlier_nan,
    "A NaN is noticed, and forgotten again at the next number. Return it at "
    "once.",
    "sec:gradient-checking");

static real mean_error(const real *a, const real *b, real floor, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += gradient_error(a + i, b + i, floor, 1);
    }
    return sum / (real)count;
}
MISTAKE(
    gradient_error, mean_error,
    "This is the mean error. One wrong gradient among a thousand right ones "
    "hides in a mean: take the largest.",
    "sec:gradient-checking");

static real last_error(const real *a, const real *b, real floor, size_t count)
{
    return gradient_error(a + count - 1, b + count - 1, floor, 1);
}
MISTAKE(gradient_error, last_error,
        "Only the last error counts; keep the largest.",
        "sec:gradient-checking");

static real signed_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real scale = fmax(fmax(fabs(a[i]), fabs(b[i])), floor);
        real error = (a[i] - b[i]) / scale;
        if (isnan(error)) {
            return error;
        }
        worst = fmax(worst, error);
    }
    return worst;
}
MISTAKE(gradient_error, signed_error,
        "a − b lacks its absolute value, so that a too small a[i] counts as no "
        "error.",
        "sec:gradient-checking");

/* The largest |a − b| / scale(|a|, |b|, floor). */
static real worst_by(real (*scale)(real, real, real), const real *a,
                     const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real error = fabs(a[i] - b[i]) / scale(fabs(a[i]), fabs(b[i]), floor);
        if (isnan(error)) {
            return error;
        }
        worst = fmax(worst, error);
    }
    return worst;
}

static real larger(real a, real b, real floor)
{
    (void)floor;
    return fmax(a, b);
}

static real first(real a, real b, real floor)
{
    (void)b;
    return fmax(a, floor);
}

static real both(real a, real b, real floor)
{
    return fmax(a + b, floor);
}

static real smaller(real a, real b, real floor)
{
    return fmax(fmin(a, b), floor);
}

static real floor_added(real a, real b, real floor)
{
    return fmax(a, b) + floor;
}

static real no_floor(const real *a, const real *b, real floor, size_t count)
{
    return worst_by(larger, a, b, floor, count);
}
MISTAKE(gradient_error, no_floor,
        "The floor is not used: where both gradients are 0, this is 0/0, NaN.",
        "sec:gradient-checking");

static real relative_to_first(const real *a, const real *b, real floor,
                              size_t count)
{
    return worst_by(first, a, b, floor, count);
}
MISTAKE(gradient_error, relative_to_first,
        "The error is divided by |a| only; take the larger of |a| and |b|.",
        "sec:gradient-checking");

static real relative_to_sum(const real *a, const real *b, real floor,
                            size_t count)
{
    return worst_by(both, a, b, floor, count);
}
MISTAKE(gradient_error, relative_to_sum,
        "The error is divided by |a| + |b|. That is used as well, but the "
        "contract here says the larger of the two.",
        "sec:gradient-checking");

static real relative_to_smaller(const real *a, const real *b, real floor,
                                size_t count)
{
    return worst_by(smaller, a, b, floor, count);
}
MISTAKE(gradient_error, relative_to_smaller,
        "The error is divided by the smaller of |a| and |b|; take the larger.",
        "sec:gradient-checking");

static real adds_floor(const real *a, const real *b, real floor, size_t count)
{
    return worst_by(floor_added, a, b, floor, count);
}
MISTAKE(gradient_error, adds_floor,
        "The floor is added; it should be a third candidate for the largest.",
        "sec:gradient-checking");

/* NOLINTEND(readability-non-const-parameter) */
