#include "backprop.h"
#include "probe.h"
#include "xor.h"

/* Room for the largest case. */
enum { LARGEST = 8192 };

/* A mistake has the type of what it stands for, used or not:
   NOLINTBEGIN(readability-non-const-parameter) */

/* ---- 4.1 example_gradient ---- */

BREAKABLE(example_gradient, broken_example, "sec:worked-example");
BREAKS(broken_example, no_tanh_slope,
       "The deltas go through the tanh unchanged: δ4 and δ5 are δ2 and δ3 "
       "times the slope 1 − tanh² of their unit.");
BREAKS(broken_example, tanh_of_output,
       "The slope of tanh is taken at the output u instead of the input h: "
       "1 − tanh²h is 1 − u², the tanh is in u already.");
BREAKS(broken_example, tanh_slope_without_square,
       "The slope of tanh is 1 − u², with the square.");
BREAKS(broken_example, tanh_slope_from_input,
       "The slope of tanh is 1 − u² with the output u; here the input h is "
       "squared.");
BREAKS(broken_example, sigmoid_slope,
       "u (1 − u) is the slope of the sigmoid. The units here are tanh, with "
       "the slope 1 − u².");
BREAKS(broken_example, slope_of_first_unit,
       "δ5 is made with the slope of the first unit; it should be that of the "
       "second, 1 − u2².");
BREAKS(broken_example, target_minus_answer,
       "δ1 is t − f, so every gradient has the wrong sign: E falls when f "
       "comes nearer to t, and its derivative is f − t.");
BREAKS(broken_example, loss_not_halved_in_gradient,
       "Every gradient is twice too large: the 2 from the square cancels "
       "against the 1/2 before it.");
BREAKS(broken_example, first_delta_is_e,
       "δ1 is E itself; it should be the derivative of E by f, f − t.");
BREAKS(broken_example, loss_not_halved,
       "E is twice too large: it should be half the square of f − t.");
BREAKS(broken_example, half_is_zero,
       "E is always 0. Is it set? Between whole numbers 1 / 2 is 0 in C: "
       "divide the square by 2.");
BREAKS(broken_example, output_weights_swapped,
       "w5 and w6 have changed places on the way back: the delta of u1 comes "
       "through w5, the weight that u1 went out by.");
BREAKS(broken_example, output_weight_twice,
       "δ3 comes through w5, as δ2 does; it should come through w6.");
BREAKS(broken_example, forgets_output_weights,
       "The deltas of u1 and u2 lack their weights: δ2 is δ1 w5, and δ3 is "
       "δ1 w6.");
BREAKS(broken_example, deltas_times_u,
       "δ2 and δ3 are δ1 times u1 and u2. The derivative of u1 w5 by u1 is the "
       "weight w5, that by w5 is u1.");
BREAKS(broken_example, hidden_from_first_delta,
       "δ4 and δ5 are made from δ1; they should be made from δ2 and δ3, the "
       "deltas of their own units.");
BREAKS(broken_example, first_weights_transposed,
       "The gradients of w2 and w3 have changed places. w2 leads from x2 to "
       "h1, w3 from x1 to h2.");
BREAKS(broken_example, first_weights_misread,
       "w2 and w3 have changed places in the forward pass: w2 leads from x2 to "
       "h1, w3 from x1 to h2.");
BREAKS(broken_example, first_layer_transposed,
       "w2 and w3 have changed places, forward and backward: w2 leads from x2 "
       "to h1, w3 from x1 to h2.");
BREAKS(broken_example, inputs_swapped,
       "x1 and x2 have changed places in the gradients of the first four "
       "weights: each is a delta times the input that its weight multiplies.");
BREAKS(broken_example, forgets_inputs,
       "The gradients of the first four weights lack the inputs: each is a "
       "delta times the input that its weight multiplies.");
BREAKS(broken_example, output_gradients_from_h,
       "The gradients of w5 and w6 use h1 and h2. These weights multiply u1 "
       "and u2, so those are their local derivatives.");
BREAKS(broken_example, deltas_before_tanh,
       "The first layer's parameters use δ2 and δ3. "
       "They belong to h1 and h2, whose deltas are δ4 and δ5.");
BREAKS(broken_example, no_bias_gradients,
       "The biases get no gradient. A bias is a weight on an input that is "
       "always 1: its gradient is the delta itself.");
BREAKS(broken_example, bias_gradients_times_bias,
       "The gradients of the biases are multiplied by the biases. The local "
       "derivative of a sum by one of its terms is 1.");
BREAKS(broken_example, biases_left_out,
       "The biases are left out of the forward pass.");
BREAKS(broken_example, tanh_left_out,
       "The hidden units hand on h; they should hand on u = tanh h.");
TOGETHER(first_weights_transposed, first_weights_misread,
         "they are first_layer_transposed");

static real broken_tanh_slope(real h, real u)
{
    return ON(no_tanh_slope)               ? 1
           : ON(tanh_of_output)            ? 1 - tanh(u) * tanh(u)
           : ON(tanh_slope_without_square) ? 1 - u
           : ON(tanh_slope_from_input)     ? 1 - h * h
           : ON(sigmoid_slope)             ? u * (1 - u)
                                           : 1 - u * u;
}

static ExampleGradient broken_example(const Example *example)
{
    const real *x = example->x, *w = example->w, *b = example->b;
    bool misread = ON(first_weights_misread) || ON(first_layer_transposed);
    bool turned = ON(first_weights_transposed) || ON(first_layer_transposed);
    real h[2], u[2], f = ON(biases_left_out) ? 0 : b[2];
    for (int k = 0; k < 2; k++) {
        h[k] = x[0] * w[misread ? k : 2 * k] +
               x[1] * w[misread ? 2 + k : 2 * k + 1] +
               (ON(biases_left_out) ? 0 : b[k]);
        u[k] = ON(tanh_left_out) ? h[k] : tanh(h[k]);
        f += u[k] * w[4 + k];
    }
    ExampleGradient g = {.e = (f - example->t) * (f - example->t) / 2};
    real by_f = ON(first_delta_is_e) ? g.e : f - example->t;
    by_f = ON(target_minus_answer) ? -by_f : by_f;
    by_f = ON(loss_not_halved_in_gradient) ? 2 * by_f : by_f;
    g.e *= ON(half_is_zero) ? 0 : ON(loss_not_halved) ? 2 : 1;
    g.delta[0] = g.db[2] = by_f;
    for (int k = 0; k < 2; k++) {
        int out = ON(output_weight_twice)      ? 4
                  : ON(output_weights_swapped) ? 5 - k
                                               : 4 + k;
        real by_u = by_f * (ON(forgets_output_weights) ? 1
                            : ON(deltas_times_u)       ? u[k]
                                                       : w[out]);
        int unit = ON(slope_of_first_unit) ? 0 : k;
        real by_h = (ON(hidden_from_first_delta) ? by_f : by_u) *
                    broken_tanh_slope(h[unit], u[unit]);
        g.delta[1 + k] = by_u;
        g.delta[3 + k] = by_h;
        by_h = ON(deltas_before_tanh) ? by_u : by_h;
        for (int i = 0; i < 2; i++) {
            real input = x[ON(inputs_swapped) ? 1 - i : i];
            g.dw[turned ? 2 * i + k : 2 * k + i] =
                by_h * (ON(forgets_inputs) ? 1 : input);
        }
        g.dw[4 + k] = by_f * (ON(output_gradients_from_h) ? h[k] : u[k]);
        g.db[k] = by_h;
    }
    for (int k = 0; k < 3; k++) {
        g.db[k] *= ON(no_bias_gradients)           ? 0
                   : ON(bias_gradients_times_bias) ? b[k]
                                                   : 1;
    }
    return g;
}

/* ---- 4.2 tape_backward ---- */

BREAKABLE(tape_backward, broken_tape, "sec:tape");
BREAKS(broken_tape, overwrites_gradients,
       "A number that is used twice keeps only the gradient of one use: there "
       "is a = where a += belongs.");
BREAKS(broken_tape, keeps_old_gradients,
       "The gradients are added to what an earlier pass left behind. Set all "
       "of them to 0 first.");
BREAKS(broken_tape, clears_to_result,
       "The numbers behind result keep the gradients of an earlier pass. "
       "Set all of the tape to 0, not only the part up to result.");
BREAKS(broken_tape, runs_to_capacity,
       "It goes on behind count. What lies there, up to the tape's capacity, "
       "is not on the tape.");
BREAKS(broken_tape, no_seed,
       "Everything is 0: the gradient of the result by itself is 1, and with "
       "that it begins. Set it after all gradients have been cleared.");
BREAKS(broken_tape, seeds_with_value,
       "It begins with the value of the result; the gradient of the result by "
       "itself is 1.");
BREAKS(broken_tape, starts_at_last,
       "It differentiates the last number of the tape, whatever result is.");
BREAKS(broken_tape, skips_result,
       "Only the result has a gradient: it hands on nothing. Begin with the "
       "result itself, once its gradient is 1.");
BREAKS(broken_tape, first_operand_only,
       "Only from[0] receives a gradient; from[1] was used as well.");
BREAKS(broken_tape, zeroes_after_seeding,
       "The gradients of the leaves are set to 0 when they have been found. "
       "Clear all gradients before the pass, not after it.");
BREAKS(broken_tape, forward_order,
       "Only the numbers from which the result was made directly get a "
       "gradient. Going through the tape from its beginning does that, since "
       "the others come too early to have anything to hand on: go backwards.");
BREAKS(broken_tape, operands_swapped,
       "local[0] and local[1] have changed places: local[k] is the derivative "
       "by from[k].");
BREAKS(broken_tape, local_only,
       "The local derivatives are handed on without the gradient of the number "
       "itself: the chain rule multiplies the two.");
BREAKS(broken_tape, times_value,
       "A number's value is handed on where its gradient should be.");
BREAKS(broken_tape, times_operand_value,
       "The gradient is multiplied by the value of from[k]; it should be "
       "multiplied by the local derivative, local[k].");
BREAKS(broken_tape, pulls_from_operands,
       "A number takes the gradients of what it was made from. It is the other "
       "way round: v adds its gradient times local[k] to that of from[k].");

static void broken_tape(Tape *tape, Value *result)
{
    size_t end = ON(runs_to_capacity)   ? tape->capacity
                 : ON(clears_to_result) ? (size_t)(result - tape->values) + 1
                                        : tape->count;
    bool keeps = ON(keeps_old_gradients) || ON(zeroes_after_seeding);
    for (size_t i = 0; !keeps && i < end; i++) {
        tape->values[i].gradient = 0;
    }
    Value *start = ON(starts_at_last) ? &tape->values[tape->count - 1] : result;
    if (!ON(no_seed)) {
        start->gradient = ON(seeds_with_value) ? start->value : 1;
    }
    for (size_t i = 0; i < end; i++) {
        Value *v = &tape->values[ON(forward_order) ? i : end - 1 - i];
        for (int k = 0; k < (ON(first_operand_only) ? 1 : 2); k++) {
            Value *from = v->from[k];
            if (from == NULL || (ON(skips_result) && v == start)) {
                continue;
            }
            Value *giver = ON(pulls_from_operands) ? from : v;
            Value *taker = ON(pulls_from_operands) ? v : from;
            real local = ON(times_operand_value)
                             ? from->value
                             : v->local[ON(operands_swapped) ? 1 - k : k];
            real term = local * (ON(local_only)    ? 1
                                 : ON(times_value) ? giver->value
                                                   : giver->gradient);
            taker->gradient =
                ON(overwrites_gradients) ? term : taker->gradient + term;
        }
    }
    for (size_t i = 0; ON(zeroes_after_seeding) && i < end; i++) {
        if (tape->values[i].from[0] == NULL) {
            tape->values[i].gradient = 0;
        }
    }
}

BREAKABLE(tape_backward, broken_recursion, "sec:tape");
BREAKS(broken_recursion, recursion_counts_twice,
       "A number that is reached by two ways hands on its gradient twice, the "
       "first part a second time. Wait until all of it is there: the tape's "
       "order, backwards, sees to that.");
BREAKS(broken_recursion, hands_on_once,
       "A number that is reached by two ways hands on only what it has at the "
       "first visit. Wait until all of it is there: the tape's order, "
       "backwards, sees to that.");
BREAKS(broken_recursion, inner_gradients_cleared,
       "The numbers between the leaves and the result end "
       "with 0. Every number on the tape keeps its gradient.");

/* Hands a share of v's gradient on, path by path. */
static void hand_on(const Tape *tape, Value *v, real share, bool *seen)
{
    bool *met = &seen[v - tape->values];
    if (ON(hands_on_once) && *met) {
        return;
    }
    *met = true;
    for (int k = 0; k < 2; k++) {
        Value *from = v->from[k];
        if (from != NULL) {
            real of = ON(recursion_counts_twice) ? v->gradient : share;
            from->gradient += of * v->local[k];
            hand_on(tape, from, of * v->local[k], seen);
            if (ON(inner_gradients_cleared) && from->from[0] != NULL) {
                from->gradient = 0;
            }
        }
    }
}

static void broken_recursion(Tape *tape, Value *result)
{
    bool seen[LARGEST] = {false};
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    hand_on(tape, result, 1, seen);
}

/* ---- 4.3 dense_backward ---- */

BREAKABLE(dense_backward, broken_dense, "sec:dense-backward");
BREAKS(broken_dense, overwrites_dw,
       "dw is overwritten. It holds what other uses of the weights have "
       "contributed: add to it.");
BREAKS(broken_dense, overwrites_db,
       "db is overwritten. It holds what other uses of the biases have "
       "contributed: add to it.");
BREAKS(broken_dense, overwrites_both,
       "dw and db are overwritten. They hold what other uses of the "
       "parameters have contributed: add to them.");
BREAKS(broken_dense, dw_assigned,
       "Each example overwrites dw, so that only the last one's share is left: "
       "there is a = where a += belongs.");
BREAKS(broken_dense, db_assigned,
       "Each example overwrites db, so that only the last one's share is left: "
       "there is a = where a += belongs.");
BREAKS(broken_dense, adds_to_dx,
       "dx is added to. It should be overwritten: set each element to 0 "
       "before the sum over the units.");
BREAKS(broken_dense, dx_needs_array,
       "dx may be NULL: then nobody needs it, and it must not be written to.");
BREAKS(broken_dense, null_leaves_dw,
       "With dx NULL nothing is done at all; dw and db are wanted all the "
       "same.");
BREAKS(broken_dense, dw_transposed,
       "dw is laid out as [in][out]; it should have w's shape, [out][in].");
BREAKS(broken_dense, w_read_transposed,
       "For dx, w is read as if it were [in][out]: the weight from input i to "
       "unit o is w[o * in + i].");
BREAKS(broken_dense, dx_without_weights,
       "dx lacks the weights: what unit o sends back to input i is its dy "
       "times w[o * in + i].");
BREAKS(broken_dense, dx_of_last_unit,
       "dx has only what came back from the last unit. An input goes into all "
       "the units, so it collects from all of them.");
BREAKS(broken_dense, dw_of_last_example,
       "dw has the share of the last example only; it should be the sum over "
       "the batch.");
BREAKS(broken_dense, dw_from_dy_alone,
       "dw lacks the inputs: the gradient of a weight is the delta of its unit "
       "times the input that it multiplies.");
BREAKS(broken_dense, db_of_last_example,
       "db has the share of the last example only; it should be the sum over "
       "the batch.");
BREAKS(broken_dense, db_of_first_example,
       "db has the share of the first example only; it should be the sum over "
       "the batch.");
BREAKS(broken_dense, db_without_first,
       "The first example is missing in db: the examples count from 0.");
BREAKS(broken_dense, db_without_last,
       "The last example is missing in db: the loop ends one example too "
       "early.");
BREAKS(broken_dense, db_reads_transposed,
       "For db, dy is read as if it were [out][n]: the delta of unit o in "
       "example e is dy[e * out + o].");
BREAKS(broken_dense, forgets_db,
       "db is left as it was: the biases would never learn.");
BREAKS(broken_dense, mean_over_batch,
       "dw and db are divided by the number of examples. The 1/n belongs to "
       "the loss and is in dy already.");
BREAKS(broken_dense, db_mean,
       "db is divided by the number of examples; it should be the sum. The 1/n "
       "belongs to the loss and is in dy already.");
BREAKS(broken_dense, subtracts_gradients,
       "The gradients are subtracted from dw and db. Here they are only "
       "collected; the step downhill, with its minus, comes later.");
TOGETHER(overwrites_dw, overwrites_db, "they are overwrites_both");
TOGETHER(overwrites_dw, dw_of_last_example, "they are dw_assigned");
TOGETHER(overwrites_db, db_of_last_example, "they are db_assigned");

static bool in_broken_db(size_t e, size_t n)
{
    return ON(db_of_last_example) || ON(db_assigned) ? e == n - 1
           : ON(db_of_first_example)                 ? e == 0
           : ON(db_without_first)                    ? e > 0
           : ON(db_without_last)                     ? e < n - 1
                                                     : true;
}

static void broken_dense(const real *x, const real *w, const real *dy, real *dx,
                         real *dw, real *db, size_t n, size_t in, size_t out)
{
    if (ON(null_leaves_dw) && dx == NULL) {
        return;
    }
    if (ON(dx_needs_array)) {
        *(volatile real *)dx = 0;
    }
    for (size_t i = 0; dx != NULL && i < n * in; i++) {
        dx[i] = ON(adds_to_dx) ? dx[i] : 0;
        for (size_t o = ON(dx_of_last_unit) ? out - 1 : 0; o < out; o++) {
            size_t at =
                ON(w_read_transposed) ? i % in * out + o : o * in + i % in;
            dx[i] +=
                dy[i / in * out + o] * (ON(dx_without_weights) ? 1 : w[at]);
        }
    }
    real share = ON(subtracts_gradients) ? -1 : 1;
    share = ON(mean_over_batch) ? share / (real)n : share;
    bool last = ON(dw_of_last_example) || ON(dw_assigned);
    bool fresh = ON(overwrites_dw) || ON(overwrites_both) || ON(dw_assigned);
    for (size_t i = 0; i < out * in; i++) {
        size_t at = ON(dw_transposed) ? i % in * out + i / in : i;
        dw[at] = fresh ? 0 : dw[at];
        for (size_t e = last ? n - 1 : 0; e < n; e++) {
            dw[at] += share * dy[e * out + i / in] *
                      (ON(dw_from_dy_alone) ? 1 : x[e * in + i % in]);
        }
    }
    share = ON(db_mean) && !ON(mean_over_batch) ? share / (real)n : share;
    fresh = ON(overwrites_db) || ON(overwrites_both) || ON(db_assigned);
    for (size_t o = 0; o < out && !ON(forgets_db); o++) {
        db[o] = fresh ? 0 : db[o];
        for (size_t e = 0; e < n; e++) {
            size_t at = ON(db_reads_transposed) ? o * n + e : e * out + o;
            db[o] += in_broken_db(e, n) ? share * dy[at] : 0;
        }
    }
}

/* ---- 4.4 activate_backward ---- */

BREAKABLE(activate_backward, broken_activation, "sec:slopes");
BREAKS(broken_activation, relu_passes_zero,
       "ReLU lets the gradient through where z is exactly 0: there is a >= "
       "where a > belongs.");
BREAKS(broken_activation, relu_by_gradient,
       "ReLU blocks negative gradients. What counts is the sign of its input "
       "z, not of dy.");
BREAKS(broken_activation, relu_of_input,
       "For ReLU the gradient is multiplied by ReLU itself; its slope is 1 "
       "for z > 0.");
BREAKS(broken_activation, relu_slope_stays,
       "For ReLU the slope stays 0 after the first z ≤ 0: it is set to 0 but "
       "not back to 1 for the next element.");
BREAKS(broken_activation, relu_like_leaky,
       "For ReLU something gets through where z < 0, as in leaky ReLU; its "
       "slope there is 0.");
BREAKS(broken_activation, leaky_passes_zero,
       "Leaky ReLU has the slope 1 where z is exactly 0; the contract says "
       "LEAKY_SLOPE there.");
BREAKS(broken_activation, leaky_is_relu,
       "Leaky ReLU blocks the gradient for z < 0; its slope there is "
       "LEAKY_SLOPE.");
BREAKS(broken_activation, leaky_of_input,
       "For leaky ReLU at z < 0 the gradient is multiplied by its value, "
       "LEAKY_SLOPE · z; its slope there is LEAKY_SLOPE.");
BREAKS(broken_activation, hard_tanh_passes_ends,
       "Hard tanh has the slope 1 at exactly −1 and 1; the contract says 0 "
       "there.");
BREAKS(broken_activation, hard_tanh_one_sided,
       "Hard tanh is flat on both sides: its slope is 0 for z ≤ −1 as well.");
BREAKS(broken_activation, hard_tanh_chained,
       "For hard tanh, −1 < z < 1 in C compares the answer of −1 < z, which is "
       "0 or 1, with 1. Write two comparisons with && between them.");
BREAKS(broken_activation, sigmoid_of_output,
       "The slope of the sigmoid is taken at the output y instead of the input "
       "z. In terms of y it is y (1 − y).");
BREAKS(broken_activation, sigmoid_of_inputs,
       "The slope of the sigmoid is y (1 − y) with its output y; here the "
       "input z is put in.");
BREAKS(broken_activation, sigmoid_without_y,
       "The slope of the sigmoid is y (1 − y); the factor y is missing.");
BREAKS(broken_activation, sigmoid_like_tanh,
       "1 − y² is the slope of tanh; that of the sigmoid is y (1 − y). Is a "
       "break missing behind it?");
BREAKS(broken_activation, sigmoid_overflows,
       "The slope of the sigmoid is right until e^z overflows: for z = 1000 it "
       "is infinity over infinity, NaN. The output y holds all that is needed: "
       "y (1 − y).");
BREAKS(broken_activation, tanh_of_outputs,
       "The slope of tanh is taken at the output y instead of the input z. In "
       "terms of y it is 1 − y².");
BREAKS(broken_activation, tanh_squares_input,
       "The slope of tanh is 1 − y² with its output y; here the input z is put "
       "in.");
BREAKS(broken_activation, tanh_without_square,
       "The slope of tanh is 1 − y², with the square.");
BREAKS(broken_activation, tanh_like_sigmoid,
       "y (1 − y) is the slope of the sigmoid; that of tanh is 1 − y².");
BREAKS(broken_activation, elu_by_output,
       "For z < 0 the slope of ELU is e^z, which is y + 1; here it is y.");
BREAKS(broken_activation, elu_is_relu,
       "ELU blocks the gradient for z ≤ 0; its slope there is e^z.");
BREAKS(broken_activation, softplus_of_output,
       "The slope of softplus is the sigmoid of the input z; here it is that "
       "of the output y.");
BREAKS(broken_activation, softplus_overflows,
       "The slope of softplus is right until e^z overflows: for z = 1000 it is "
       "infinity over infinity, NaN. Chapter 2's sigmoid knows how to avoid "
       "that.");
BREAKS(broken_activation, identity_not_written,
       "For IDENTITY dz is not written. Its slope is 1, so dz is dy.");
BREAKS(broken_activation, forgets_dy,
       "Only the slopes are written. The chain rule multiplies each by the "
       "gradient dy that comes from behind.");
BREAKS(broken_activation, adds_to_dz,
       "dz is added to; it should be overwritten, for it may hold anything "
       "before.");
BREAKS(broken_activation, clears_dz_first,
       "dz is set to 0 first. It may be the same array as dy, and then the "
       "gradients are gone.");
BREAKS(
    broken_activation, slope_put_in_dz,
    "The slope is put into dz before dy is read. They may be the same array, "
    "and then the gradient is gone: multiply first.");
BREAKS(broken_activation, applies_activation,
       "The gradient is multiplied by the activation's value y; the chain rule "
       "wants its slope.");

static real broken_slope(Activation g, real z, real y, real dy)
{
    switch (g) {
    case SIGMOID:
        return ON(sigmoid_of_output)   ? sigmoid(y) * (1 - sigmoid(y))
               : ON(sigmoid_of_inputs) ? z * (1 - z)
               : ON(sigmoid_without_y) ? 1 - y
               : ON(sigmoid_like_tanh) ? 1 - y * y
               : ON(sigmoid_overflows) ? exp(z) / ((1 + exp(z)) * (1 + exp(z)))
                                       : y * (1 - y);
    case TANH:
        return ON(tanh_of_outputs)       ? 1 - tanh(y) * tanh(y)
               : ON(tanh_squares_input)  ? 1 - z * z
               : ON(tanh_without_square) ? 1 - y
               : ON(tanh_like_sigmoid)   ? y * (1 - y)
                                         : 1 - y * y;
    case RELU:
        return ON(relu_by_gradient)             ? dy > 0
               : z > 0                          ? (ON(relu_of_input) ? z : 1)
               : ON(relu_passes_zero) && z == 0 ? 1
               : ON(relu_like_leaky)            ? LEAKY_SLOPE
                                                : 0;
    case LEAKY_RELU:
        return z > 0                             ? 1
               : ON(leaky_passes_zero) && z == 0 ? 1
               : ON(leaky_is_relu)               ? 0
               : ON(leaky_of_input)              ? LEAKY_SLOPE * z
                                                 : LEAKY_SLOPE;
    case ELU:
        return z > 0 ? 1 : ON(elu_by_output) ? y : ON(elu_is_relu) ? 0 : exp(z);
    case SOFTPLUS:
        return ON(softplus_overflows) ? exp(z) / (1 + exp(z))
                                      : sigmoid(ON(softplus_of_output) ? y : z);
    case HARD_TANH:
        return ON(hard_tanh_chained)               ? z <= -1
               : ON(hard_tanh_passes_ends)         ? z <= 1 && z >= -1
               : z > -1 || ON(hard_tanh_one_sided) ? z < 1
                                                   : 0;
    case IDENTITY:
        break;
    }
    return 1;
}

static void broken_activation(Activation g, const real *z, const real *y,
                              const real *dy, real *dz, size_t count)
{
    bool flat = false; /* whether a ReLU before had the slope 0 */
    for (size_t i = 0; ON(clears_dz_first) && i < count; i++) {
        dz[i] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        real slope = broken_slope(g, z[i], y[i], dy[i]);
        flat = flat || (g == RELU && slope == 0);
        slope = ON(relu_slope_stays) && flat ? 0 : slope;
        slope = ON(applies_activation) ? y[i] : slope;
        if (ON(identity_not_written) && g == IDENTITY) {
            continue;
        }
        if (ON(slope_put_in_dz)) {
            dz[i] = slope;
        }
        slope *= ON(forgets_dy) ? 1 : dy[i];
        dz[i] = ON(adds_to_dz) ? dz[i] + slope : slope;
    }
}

/* ---- 4.5 mean_squared_error_backward ---- */

BREAKABLE(mean_squared_error_backward, broken_squares, "sec:loss-gradients");
BREAKS(broken_squares, forgets_two,
       "The 2 is missing: this loss has no 1/2 before its square that would "
       "cancel it.");
BREAKS(broken_squares, forgets_count,
       "It is not divided by count. The loss is a mean, so its gradient has "
       "the 1/count too.");
BREAKS(broken_squares, forgets_two_and_count,
       "That is the gradient of half a sum of squares. The loss is a mean and "
       "has no 1/2: 2 (y − t) / count.");
BREAKS(broken_squares, whole_division,
       "2 / count divides whole numbers: from count = 3 on that is 0. Make "
       "count a real first.");
BREAKS(broken_squares, parentheses_missing,
       "Parentheses are missing: without them only t is divided by count, and "
       "only y is doubled. 2 (y − t) / count takes the difference first.");
BREAKS(broken_squares, target_first,
       "The sign is wrong: the gradient is y − t, positive where the answer is "
       "too large.");
BREAKS(broken_squares, without_sign,
       "All gradients come out positive. Where the answer is too small, the "
       "gradient is negative.");
BREAKS(broken_squares, squares_left_in,
       "These are the terms of the loss itself; the derivative of a square is "
       "twice what is squared.");
TOGETHER(forgets_two, forgets_count, "they are forgets_two_and_count");

static void broken_squares(const real *y, const real *t, real *dy, size_t count)
{
    bool half = ON(forgets_two) || ON(forgets_two_and_count);
    bool sum = ON(forgets_count) || ON(forgets_two_and_count);
    real two = half || ON(squares_left_in) ? 1 : 2, by = sum ? 1 : (real)count;
    for (size_t i = 0; i < count; i++) {
        real from = ON(target_first) ? t[i] : y[i];
        real take = ON(target_first) ? y[i] : t[i];
        real times = ON(squares_left_in) ? from - take : 1;
        dy[i] = ON(parentheses_missing) ? two * from - take / by
                : ON(whole_division)    ? floor(two / by) * (from - take)
                                        : two * (from - take) / by;
        dy[i] *= times;
        dy[i] = ON(without_sign) ? fabs(dy[i]) : dy[i];
    }
}

/* ---- 4.6 binary_cross_entropy_backward ---- */

BREAKABLE(binary_cross_entropy_backward, broken_binary, "sec:loss-gradients");
BREAKS(broken_binary, binary_forgets_n,
       "It is not divided by n. The loss is a mean over the examples, so its "
       "gradient has the 1/n too.");
BREAKS(broken_binary, binary_parentheses,
       "Parentheses are missing: only the part behind the minus is divided by "
       "n. (σ(z) − t) / n takes the difference first.");
BREAKS(broken_binary, binary_target_first,
       "The sign is wrong: the gradient is σ(z) − t.");
BREAKS(broken_binary, scores_for_probabilities,
       "The sigmoid is missing: z are scores, and the gradient compares σ(z) "
       "with t.");
BREAKS(broken_binary, binary_slope_again,
       "The result is multiplied by the sigmoid's slope once more. In σ(z) − t "
       "that slope has cancelled already.");
BREAKS(broken_binary, binary_by_probability,
       "This is the derivative by the probability σ(z). The function asks for "
       "that by the score z: the slope of the sigmoid comes in and cancels.");
BREAKS(broken_binary, binary_overflows,
       "e^z overflows for a score of 1000, and infinity over infinity is NaN. "
       "Use Chapter 2's sigmoid, which avoids that.");
BREAKS(broken_binary, probability_only, "The target t is not subtracted.");
BREAKS(broken_binary, binary_decides,
       "The answer is rounded to 0 or 1 before it is compared. The gradient "
       "uses the probability σ(z) as it is.");

static void broken_binary(const real *z, const real *t, real *dz, size_t n)
{
    real by = ON(binary_forgets_n) ? 1 : (real)n;
    for (size_t i = 0; i < n; i++) {
        real p = ON(scores_for_probabilities) ? z[i]
                 : ON(binary_decides)         ? z[i] > 0
                 : ON(binary_overflows)       ? exp(z[i]) / (1 + exp(z[i]))
                                              : sigmoid(z[i]);
        real target = ON(probability_only) ? 0 : t[i];
        real from = ON(binary_target_first) ? target : p;
        real take = ON(binary_target_first) ? p : target;
        real slope = sigmoid(z[i]) * (1 - sigmoid(z[i]));
        dz[i] = ON(binary_parentheses) ? from - take / by : (from - take) / by;
        dz[i] = ON(binary_slope_again)      ? dz[i] * slope
                : ON(binary_by_probability) ? dz[i] / slope
                                            : dz[i];
    }
}

/* ---- 4.7 cross_entropy_backward ---- */

BREAKABLE(cross_entropy_backward, broken_classes, "sec:loss-gradients");
BREAKS(broken_classes, forgets_one_hot,
       "The 1 of the right class is not subtracted: these are the "
       "probabilities p alone, and the gradient is p − t.");
BREAKS(broken_classes, first_label_only,
       "The 1 is subtracted in the first example only. Every example has a "
       "right class of its own.");
BREAKS(broken_classes, adds_one_hot,
       "The 1 of the right class is added; it should be subtracted.");
BREAKS(broken_classes, subtracts_label,
       "The label itself is subtracted. It says where: what is subtracted "
       "there is 1.");
BREAKS(broken_classes, classes_wrong_sign,
       "The sign is wrong: the gradient is p − t, negative for the right "
       "class, whose score should rise.");
BREAKS(broken_classes, classes_forget_n,
       "It is not divided by n. The loss is a mean over the batch, so its "
       "gradient has the 1/n too.");
BREAKS(broken_classes, divides_by_classes,
       "It is divided by the number of classes; the mean is over the examples "
       "of the batch.");
BREAKS(broken_classes, divides_by_all,
       "It is divided by n times classes; the mean is over the n examples "
       "only.");
BREAKS(broken_classes, divides_first_n,
       "Only the first n elements of dz are divided by n; it has n * classes.");
BREAKS(broken_classes, divides_one_only,
       "The probabilities are divided by n, but the 1 of the right class is "
       "not.");
BREAKS(broken_classes, divides_probabilities_not,
       "The 1 of the right class is divided by n, but the probabilities are "
       "not.");
BREAKS(broken_classes, one_over_n_is_zero,
       "1 / n divides whole numbers: from n = 2 on that is 0, and nothing is "
       "subtracted. Make n a real first.");
BREAKS(broken_classes, classes_overflow,
       "e^z overflows for scores of 1000. Subtract the largest score of the "
       "row first, as Chapter 3's softmax does.");
BREAKS(broken_classes, softmax_over_batch,
       "The softmax runs over the whole batch; each row has a sum of its own.");
BREAKS(broken_classes, softmax_turned,
       "n and classes have changed places in the softmax: it runs over n rows "
       "of classes scores each.");
BREAKS(broken_classes, forgets_rows,
       "All the ones are subtracted in the first row: the right class of "
       "example e is at dz[e * classes + labels[e]].");
BREAKS(broken_classes, classes_slope_again,
       "The result is multiplied by p (1 − p) once more. In p − t the slope of "
       "the softmax is contained already.");
BREAKS(broken_classes, right_class_only,
       "Only the right class gets a gradient. The scores of the others are in "
       "the sum below the fraction: they must fall.");
BREAKS(broken_classes, by_probability,
       "This is the derivative by the probability of the right class, −1/p. "
       "The function asks for that by the scores, through the softmax.");
TOGETHER(divides_one_only, divides_probabilities_not,
         "neither is divided: they are classes_forget_n");

static void overflowing_softmax(const real *z, real *p, size_t n,
                                size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            sum += exp(z[e * classes + k]);
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(z[e * classes + k]) / sum;
        }
    }
}

static void broken_classes(const real *z, const int *labels, real *dz, size_t n,
                           size_t classes)
{
    real p[LARGEST] = {0};
    size_t rows = ON(softmax_over_batch) ? 1 : ON(softmax_turned) ? classes : n;
    (ON(classes_overflow) ? overflowing_softmax : softmax)(z, p, rows,
                                                           n * classes / rows);
    real by = ON(classes_forget_n)     ? 1
              : ON(divides_by_classes) ? (real)classes
              : ON(divides_by_all)     ? (real)(n * classes)
                                       : (real)n;
    for (size_t i = 0; i < n * classes; i++) {
        dz[i] = ON(divides_probabilities_not) ? p[i] * by : p[i];
    }
    for (size_t e = 0; e < (ON(first_label_only) ? 1 : n); e++) {
        real one = ON(forgets_one_hot)      ? 0
                   : ON(adds_one_hot)       ? -1
                   : ON(subtracts_label)    ? (real)labels[e]
                   : ON(one_over_n_is_zero) ? n == 1
                                            : 1;
        size_t row = ON(forgets_rows) ? 0 : e;
        dz[row * classes + (size_t)labels[e]] -=
            ON(divides_one_only) ? one * by : one;
    }
    for (size_t i = 0; i < n * classes; i++) {
        bool right = i % classes == (size_t)labels[i / classes];
        dz[i] = ON(by_probability)               ? (right ? -1 / p[i] : 0)
                : ON(right_class_only) && !right ? 0
                : ON(classes_slope_again)        ? dz[i] * p[i] * (1 - p[i])
                                                 : dz[i];
        dz[i] /= ON(divides_first_n) && i >= n ? 1 : by;
        dz[i] = ON(classes_wrong_sign) ? -dz[i] : dz[i];
    }
}

/* ---- 4.8 numerical_gradient ---- */

BREAKABLE(numerical_gradient, broken_numerical, "sec:gradient-checking");
BREAKS(broken_numerical, forward_difference,
       "The difference goes forward only, from x to x + h. The centred one, "
       "from x − h to x + h, is far more exact.");
BREAKS(broken_numerical, backward_difference,
       "The difference goes backward only, from x − h to x. The centred one, "
       "from x − h to x + h, is far more exact.");
BREAKS(broken_numerical, steps_down_once,
       "The difference goes from x to x + h only, and is divided by 2h. From "
       "x + h, taking h away leads back to x; it takes 2h to come to x − h.");
BREAKS(broken_numerical, moves_from_zero,
       "x[i] is set to h and to −h. It should move by h from where it is.");
BREAKS(broken_numerical, divides_by_h,
       "Everything is twice too large: from x − h to x + h it is 2h.");
BREAKS(broken_numerical, multiplies_by_h,
       "(above − below) / 2 * h multiplies by h. Put 2 * h into parentheses.");
BREAKS(broken_numerical, divides_by_actual_step,
       "The differences are not divided by 2h.");
BREAKS(broken_numerical, steps_half,
       "The steps are h/2 to each side; the contract wants h to each side.");
BREAKS(broken_numerical, difference_reversed,
       "The sign is wrong: f(x + h) − f(x − h), in this order.");
BREAKS(broken_numerical, f_sees_no_move,
       "g is 0 everywhere, as if f never saw x[i] move. Move it in x before "
       "each call, and give f all count numbers, not i of them.");
BREAKS(broken_numerical, leaves_x_below,
       "x[i] stays at x − h. It has to be put back before the next one is "
       "moved.");
BREAKS(broken_numerical, leaves_x_above,
       "x[i] stays at x + h. It has to be put back before the next one is "
       "moved.");
BREAKS(broken_numerical, restores_by_adding,
       "x + h − 2h + h is not x: the sums are rounded. Keep the old value and "
       "put it back.");

TOGETHER(steps_down_once, divides_by_h, "they are forward_difference");
TOGETHER(steps_down_once, backward_difference, "no step is left");

static void broken_numerical(Scalar *f, void *context, real *x, real *g, real h,
                             size_t count)
{
    real step = ON(steps_half) ? h / 2 : h;
    real up = ON(backward_difference) ? 0 : step;
    real down = ON(forward_difference) || ON(steps_down_once) ? 0 : step;
    real width = ON(multiplies_by_h)          ? 2 / h
                 : ON(divides_by_actual_step) ? 1
                 : ON(divides_by_h)           ? h
                 : ON(steps_down_once)        ? 2 * step
                                              : up + down;
    for (size_t i = 0; i < count; i++) {
        size_t seen = ON(f_sees_no_move) ? i : count;
        real before = x[i], at = ON(moves_from_zero) ? 0 : before;
        x[i] = at + up;
        real above = f(x, seen, context);
        x[i] = at - down;
        real below = f(x, seen, context);
        x[i] = ON(leaves_x_below)       ? x[i]
               : ON(leaves_x_above)     ? at + h
               : ON(restores_by_adding) ? at + h - 2 * h + h
                                        : before;
        g[i] =
            (ON(difference_reversed) ? below - above : above - below) / width;
    }
}

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

/* ---- 4.9 gradient_error ---- */

BREAKABLE(gradient_error, broken_error, "sec:gradient-checking");
BREAKS(broken_error, absolute_error,
       "This is the absolute error. A gradient of 0.00001 may be wholly wrong "
       "and pass: divide by its size.");
BREAKS(broken_error, divides_maxima,
       "The largest difference is divided by the largest number of all. Each "
       "difference has to be divided by the size of its own two numbers.");
BREAKS(broken_error, squared_difference,
       "The difference is squared; it should be its absolute value.");
BREAKS(broken_error, signed_error,
       "a − b lacks its absolute value, so that a too small a[i] counts as no "
       "error.");
BREAKS(broken_error, swallows_nan,
       "A NaN goes unnoticed: < and > are always false with a NaN, and fmax "
       "leaves it out. A gradient of NaN must not pass a check.");
BREAKS(broken_error, nan_of_a_only,
       "A NaN in b goes unnoticed: only a is looked at. Neither gradient may "
       "hold one.");
BREAKS(broken_error, infinite_passes,
       "An infinite gradient goes unnoticed. It makes the error NaN (infinity "
       "over infinity): look at the error, not at a and b.");
BREAKS(broken_error, forgets_earlier_nan,
       "A NaN is noticed, and forgotten again at the next number. Return it at "
       "once.");
BREAKS(broken_error, mean_error,
       "This is the mean error. One wrong gradient among a thousand right ones "
       "hides in a mean: take the largest.");
BREAKS(broken_error, last_error,
       "Only the last error counts; keep the largest.");
BREAKS(broken_error, first_error,
       "Only the first error counts. Does the return stand in the loop? It "
       "belongs behind it.");
BREAKS(broken_error, no_floor,
       "The floor is not used: where both gradients are 0, this is 0/0, NaN.");
BREAKS(broken_error, adds_floor,
       "The floor is added; it should be a third candidate for the largest.");
BREAKS(broken_error, floor_is_ceiling,
       "fmin makes the floor a ceiling. What is divided by may not be smaller "
       "than the floor: take the larger, by fmax.");
BREAKS(broken_error, relative_to_first,
       "The error is divided by |a| only; take the larger of |a| and |b|.");
BREAKS(broken_error, relative_to_sum,
       "The error is divided by |a| + |b|. That is used as well, but the "
       "contract here says the larger of the two.");
BREAKS(broken_error, relative_to_smaller,
       "The error is divided by the smaller of |a| and |b|; take the larger.");
BREAKS(broken_error, signed_size,
       "The size is taken from a and b with their signs, so that two negative "
       "numbers have none. Take |a| and |b|.");

static real broken_size(real a, real b, real floor)
{
    a = ON(signed_size) ? a : fabs(a);
    b = ON(signed_size) ? b : fabs(b);
    real size = ON(relative_to_first)     ? a
                : ON(relative_to_sum)     ? a + b
                : ON(relative_to_smaller) ? fmin(a, b)
                                          : fmax(a, b);
    return ON(absolute_error)     ? 1
           : ON(no_floor)         ? size
           : ON(adds_floor)       ? size + floor
           : ON(floor_is_ceiling) ? fmin(size, floor)
                                  : fmax(size, floor);
}

static real broken_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0, sum = 0, largest = floor;
    for (size_t i = 0; i < count; i++) {
        real size = broken_size(a[i], b[i], floor);
        real error = a[i] - b[i];
        error = ON(squared_difference) ? error * error
                : ON(signed_error)     ? error
                                       : fabs(error);
        error /= ON(divides_maxima) ? 1 : size;
        largest = fmax(largest, size);
        bool noticed = ON(swallows_nan) || ON(forgets_earlier_nan) ? false
                       : ON(nan_of_a_only)                         ? isnan(a[i])
                       : ON(infinite_passes) ? isnan(a[i]) || isnan(b[i])
                                             : isnan(error);
        if (noticed || ON(first_error)) {
            return noticed ? (real)NAN : error;
        }
        bool keeps = ON(forgets_earlier_nan) && !ON(swallows_nan);
        worst = ON(last_error)               ? error
                : keeps && !(error <= worst) ? error
                                             : fmax(worst, error);
        sum += error;
    }
    worst = ON(mean_error) ? sum / (real)count : worst;
    return ON(divides_maxima) ? worst / largest : worst;
}

/* NOLINTEND(readability-non-const-parameter) */
