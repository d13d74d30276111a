#include "perceptron.h"
#include "probe.h"
#include "xor.h"

/* ---- 2.1 layer_forward ---- */

BREAKABLE(layer_forward, broken_layer, "sec:matrix-notation");
BREAKS(broken_layer, transposed_weights,
       "Rows and columns of W are swapped: the weight from input i to unit o "
       "is w[o * in + i].");
BREAKS(broken_layer, wrong_row_length,
       "The rows of W are taken to be out long; they are really in long: row "
       "o begins at w + o * in.");
BREAKS(broken_layer, first_row_for_all,
       "All units get the weights of the first one; row o of W begins at w + o "
       "* in.");
BREAKS_SEE(broken_layer, no_bias,
           "The biases of the units are left out: the score is W x + b.",
           "sec:hidden-layer");
BREAKS(broken_layer, first_bias_for_all,
       "All units get the bias of the first one; unit o has its own, b[o].");
BREAKS(broken_layer, subtracts_bias,
       "The bias is subtracted; the score is W x + b.");
BREAKS(broken_layer, bias_for_each_input,
       "The bias is added once for every input; it should be added to the sum "
       "once.");
BREAKS(broken_layer, bias_after_sigmoid,
       "The bias is added after the sigmoid; it should stand inside: σ(W x + "
       "b).");
BREAKS_SEE(broken_layer, no_sigmoid,
           "The scores are handed on as they are: the sigmoid is missing.",
           "sec:hidden-layer");
BREAKS_SEE(
    broken_layer, hard_threshold,
    "The units answer 0 or 1, as with a threshold; a hidden unit answers "
    "with the sigmoid of its score.",
    "sec:hidden-layer");
BREAKS_SEE(broken_layer, classes_for_outputs,
           "The units answer +1 or −1, as a single neuron does; a hidden unit "
           "answers with the sigmoid of its score.",
           "sec:hidden-layer");
BREAKS(broken_layer, sigmoid_of_each_term,
       "The sigmoid is applied to every product by itself; it should be "
       "applied once, to the finished sum.");
BREAKS(broken_layer, sigmoid_on_the_way,
       "The sigmoid is applied inside the loop, after each product; it should "
       "be applied once, to the finished sum.");
BREAKS(broken_layer, sigmoid_twice,
       "The sigmoid is applied twice; it should be applied once.");
BREAKS(broken_layer, last_input_only,
       "Each product replaces the sum so far; it must be added to it: += "
       "where a = stands.");
BREAKS(broken_layer, sum_runs_on,
       "The sum of one unit runs on into the next; each unit starts afresh "
       "from its own bias.");
BREAKS_SEE(broken_layer, added_to_old_output,
           "The sum starts from what was in y before; y comes with anything in "
           "it, so write to it before you add to it.",
           "sec:xor-exercises");

static void broken_layer(const real *x, const real *w, const real *b, real *y,
                         size_t in, size_t out)
{
    real z = 0;
    for (size_t o = 0; o < out; o++) {
        size_t row =
            ON(first_row_for_all) ? 0 : o * (ON(wrong_row_length) ? out : in);
        real bias = ON(no_bias) ? 0 : b[ON(first_bias_for_all) ? 0 : o];
        bias *= ON(subtracts_bias) ? -1 : 1;
        real behind = ON(bias_after_sigmoid) ? bias : 0;
        z = (ON(added_to_old_output) ? y[o]
             : ON(sum_runs_on)       ? z
                                     : 0) +
            (bias - behind) * (ON(bias_for_each_input) ? (real)in : 1);
        for (size_t i = 0; i < in; i++) {
            real term =
                w[ON(transposed_weights) ? i * out + o : row + i] * x[i];
            term = ON(sigmoid_of_each_term) ? sigmoid(term) : term;
            z = (ON(last_input_only) ? bias - behind : z) + term;
            z = ON(sigmoid_on_the_way) ? sigmoid(z) : z;
        }
        bool plain = ON(no_sigmoid) || ON(sigmoid_of_each_term) ||
                     ON(sigmoid_on_the_way);
        real answer = plain ? z : sigmoid(z);
        answer = ON(hard_threshold)        ? z > 0
                 : ON(classes_for_outputs) ? (z > 0 ? 1 : -1)
                 : ON(sigmoid_twice)       ? sigmoid(sigmoid(z))
                                           : answer;
        y[o] = answer + behind;
    }
}

/* ---- 2.2 xor_weights: what is compared is the sign at the four corners, so
   that of two mistakes only one can show ---- */

BREAKABLE(xor_weights, broken_xor, "sec:xor-network");
BREAKS(broken_xor, nothing_chosen,
       "The output is 0 at every corner: the output weights or all numbers "
       "are 0.");
BREAKS(broken_xor, lamp_upside_down,
       "All four answers are the wrong way round: change the sign of v and "
       "of c.");
BREAKS(broken_xor, only_or,
       "This is OR: the corner (1, 1) is on. The unit that answers AND has "
       "too little say, or its weight is not negative.");
BREAKS(broken_xor, only_and,
       "This is AND: only the corner (1, 1) is on. The output should say "
       "\"OR, but not AND\".");
BREAKS(broken_xor, not_and,
       "The corner (0, 0) is on as well: this is \"not both\". The output "
       "must also ask the unit that answers OR.");
BREAKS(broken_xor, not_or,
       "Only the corner (0, 0) is on: this is \"neither\". The output should "
       "say \"OR, but not AND\".");
BREAKS(broken_xor, boundary_at_one_half,
       "The output is positive at all four corners. The boundary is 0, not "
       "one half: c has to pull the two dark corners below 0.");
BREAKS(
    broken_xor, sides_too_soft,
    "The output is negative at all four corners: c is too low, or the "
    "hidden units answer nearly the same at all of them, since their weights "
    "are too small or their biases put the lines elsewhere.");
BREAKS(broken_xor, one_corner_of_two,
       "Only (1, 0) is on: that is \"the first but not the second\". The "
       "other way round has to count too.");
BREAKS(broken_xor, other_corner_of_two,
       "Only (0, 1) is on: that is \"the second but not the first\". The "
       "other way round has to count too.");

static void broken_xor(real *w, real *b, real *v, real *c)
{
    const struct {
        bool on;
        real w0, w1, v0, v1, c;
    } rows[] = {
        {ON(nothing_chosen), 10, 10, 0, 0, 0},
        {ON(lamp_upside_down), 10, 10, -2, 2, 1},
        {ON(only_or), 10, 10, 2, 0, -1},
        {ON(only_and), 10, 10, 0, 2, -1},
        {ON(not_and), 10, 10, 0, -2, 1},
        {ON(not_or), 10, 10, -2, 0, 1},
        {ON(boundary_at_one_half), 10, 10, 1, -1, 0},
        {ON(sides_too_soft), 1, 1, 2, -2, -1},
        {ON(one_corner_of_two), 10, -10, 2, 0, -1},
        {ON(other_corner_of_two), -10, 10, 2, 0, -1},
        {true, 10, 10, 2, -2, -1},
    };
    size_t k = 0;
    while (!rows[k].on) {
        k++;
    }
    real steep = fabs(rows[k].w0);
    w[0] = rows[k].w0;
    w[1] = rows[k].w1;
    b[0] = -steep / 2;
    w[2] = w[3] = steep;
    b[1] = -3 * steep / 2;
    v[0] = rows[k].v0;
    v[1] = rows[k].v1;
    *c = rows[k].c;
}

/* ---- 2.3 collapse ---- */

BREAKABLE(collapse, broken_collapse, "sec:linear-layers");
BREAKS(broken_collapse, product_in_wrong_order,
       "The matrix is W1 W2; the layer that acts last stands on the left, "
       "W2 W1.");
BREAKS_SEE(broken_collapse, result_transposed,
           "The matrix comes out transposed: W has out rows of in numbers, "
           "w[o * in + i].",
           "sec:matrix-notation");
BREAKS(broken_collapse, first_matrix_transposed,
       "Rows and columns of W1 are swapped: from input i to hidden unit h "
       "leads w1[h * in + i].");
BREAKS(broken_collapse, second_matrix_transposed,
       "Rows and columns of W2 are swapped: from hidden unit h to output o "
       "leads w2[o * hidden + h].");
BREAKS(broken_collapse, first_bias_lost,
       "The bias is b2 alone; b1 passes through the second layer as well, "
       "b = W2 b1 + b2.");
BREAKS(broken_collapse, second_bias_lost,
       "The bias of the second layer is left out: b = W2 b1 + b2.");
BREAKS(broken_collapse, biases_just_added,
       "The two biases are added as they are; b1 has to be multiplied by W2 "
       "first, b = W2 b1 + b2.");
BREAKS(broken_collapse, bias_through_first_matrix,
       "b1 is multiplied by W1; it should be multiplied by W2, for it comes "
       "out of the first layer and passes through the second.");
BREAKS(broken_collapse, bias_once_per_input,
       "W2 b1 is added once for every input: the loop for the bias stands "
       "inside the loop over i.");
BREAKS(broken_collapse, bias_once_per_hidden_unit,
       "b2 is added once for every hidden unit; it should be added once, "
       "outside the loop over h.");
BREAKS(broken_collapse, old_weights_kept,
       "The sums start from what was in w before: set each element to 0 "
       "first.");
BREAKS(broken_collapse, element_runs_on,
       "The sum of one element of W runs on into the next; each starts afresh "
       "from 0.");
BREAKS(broken_collapse, last_term_only,
       "Only the last hidden unit counts: the products overwrite each other "
       "(=) where they should be added up (+=).");

static void broken_collapse(const real *w1, const real *b1, const real *w2,
                            const real *b2, real *w, real *b, size_t in,
                            size_t hidden, size_t out)
{
    const real *left = ON(product_in_wrong_order) ? w1 : w2;
    const real *right = ON(product_in_wrong_order) ? w2 : w1;
    const real *through = ON(bias_through_first_matrix) ? w1 : w2;
    real sum = 0;
    for (size_t o = 0; o < out; o++) {
        real passed = 0;
        for (size_t h = 0; h < hidden; h++) {
            bool swapped = ON(second_matrix_transposed);
            passed += through[swapped ? h * out + o : o * hidden + h] * b1[h];
        }
        passed = ON(first_bias_lost)     ? 0
                 : ON(biases_just_added) ? b1[o]
                                         : passed;
        passed *= ON(bias_once_per_input) ? (real)in : 1;
        real own = ON(second_bias_lost) ? 0 : b2[o];
        b[o] =
            passed + own * (ON(bias_once_per_hidden_unit) ? (real)hidden : 1);
        for (size_t i = 0; i < in; i++) {
            size_t to = ON(result_transposed) ? i * out + o : o * in + i;
            sum = ON(old_weights_kept) ? w[to] : ON(element_runs_on) ? sum : 0;
            for (size_t h = 0; h < hidden; h++) {
                size_t l =
                    ON(second_matrix_transposed) ? h * out + o : o * hidden + h;
                size_t r =
                    ON(first_matrix_transposed) ? i * hidden + h : h * in + i;
                sum = (ON(last_term_only) ? 0 : sum) + left[l] * right[r];
            }
            w[to] = sum;
        }
    }
}

/* ---- 2.4 bump ---- */

BREAKABLE(bump, broken_bump, "sec:bumps");
BREAKS(broken_bump, upside_down,
       "The bump points downwards: subtract the right side from the left one, "
       "and measure both as x − edge.");
BREAKS(broken_bump, sum_of_sides,
       "The two sides are added; their difference makes the bump come down "
       "again.");
BREAKS(broken_bump, right_side_mirrored,
       "The right side is σ(s (right − x)), which goes down already; subtract "
       "σ(s (x − right)).");
BREAKS(broken_bump, height_on_left_only,
       "Only the left side is multiplied by the height: parentheses are "
       "missing around the difference.");
BREAKS(broken_bump, height_inside,
       "The height multiplies the steepness inside the sigmoid; it should "
       "multiply the difference of the sides.");
BREAKS(broken_bump, height_lost, "The height is not used.");
BREAKS(broken_bump, edge_not_scaled,
       "The steepness multiplies x alone, which moves the edges: write s (x − "
       "left).");
BREAKS(broken_bump, steepness_lost, "The steepness s is not used.");
BREAKS(broken_bump, steepness_on_left_only,
       "Only the left side has the steepness s; the right one needs it too.");
BREAKS(broken_bump, steepness_divides,
       "The distance from the edge is divided by s; it should be multiplied by "
       "s.");
BREAKS(broken_bump, steepness_outside,
       "The steepness multiplies the height; it should stand inside the "
       "sigmoid.");
BREAKS(broken_bump, right_is_width,
       "right is taken for the width of the bump; it should be the place of "
       "its right edge.");
BREAKS(broken_bump, product_of_sides,
       "The sides are multiplied. That is a bump too, but not one that a "
       "single layer can add up: take the difference.");
BREAKS(broken_bump, box,
       "The sides are vertical, as with a threshold; they should be sigmoids "
       "of steepness s.");
BREAKS(broken_bump, one_side,
       "The bump goes up and never comes down: its right side is missing.");

static real side(real x, real edge, real s)
{
    s = ON(steepness_lost) || ON(steepness_outside) ? 1
        : ON(steepness_divides)                     ? 1 / s
                                                    : s;
    return sigmoid(ON(edge_not_scaled) ? s * x - edge : s * (x - edge));
}

static real broken_bump(real x, real left, real right, real height, real s)
{
    if (ON(box)) {
        return x >= left && x <= right ? height : 0;
    }
    real end = ON(right_is_width) ? left + right : right;
    s *= ON(height_inside) ? height : 1;
    real up = side(x, left, s);
    real down = side(x, end, ON(steepness_on_left_only) ? 1 : s);
    down = ON(one_side) ? 0 : ON(right_side_mirrored) ? 1 - down : down;
    real first = ON(upside_down) ? down : up;
    real second = ON(upside_down) ? up : down;
    height = ON(height_lost) || ON(height_inside) ? 1 : height;
    first *= height;
    second *= ON(height_on_left_only) ? 1 : height;
    real y = ON(sum_of_sides)       ? first + second
             : ON(product_of_sides) ? first * (1 - down)
                                    : first - second;
    return y * (ON(steepness_outside) ? s : 1);
}

/* ---- 2.5 approximate ---- */

BREAKABLE(approximate, broken_approximate, "sec:any-curve");
BREAKS(broken_approximate, height_at_left_end,
       "The height is taken where the piece begins, not in its middle. (In C "
       "1 / 2 is 0.)");
BREAKS(broken_approximate, height_at_right_end,
       "The height is taken where the piece ends, not in its middle.");
BREAKS(broken_approximate, height_is_mean_of_ends,
       "The height is the mean of f at both ends; it should be f at the "
       "middle.");
BREAKS(broken_approximate, height_at_half_width,
       "f is called with half the width of a piece, (right − left) / 2; the "
       "middle is (left + right) / 2.");
BREAKS(broken_approximate, height_at_number,
       "f is called with the number of the piece; call it with the piece's "
       "middle.");
BREAKS(broken_approximate, height_is_middle,
       "The height is the middle itself; it should be f of the middle.");
BREAKS_SEE(broken_approximate, right_sides_added,
           "The right sides have the weight +height, so that the bumps never "
           "come down; it should be −height.",
           "sec:bumps");
BREAKS_SEE(broken_approximate, right_sides_missing,
           "The right sides have no weight, so that the bumps never come down; "
           "it should be −height.",
           "sec:bumps");
BREAKS_SEE(broken_approximate, bumps_upside_down,
           "All bumps point the wrong way: left sides count +height, right "
           "sides −height.",
           "sec:bumps");
BREAKS_SEE(broken_approximate, bias_positive,
           "The biases have the wrong sign: s (x − edge) = s x + (−s · edge).",
           "sec:bumps");
BREAKS_SEE(broken_approximate, bias_not_scaled,
           "The biases are −edge; they must be −s · edge, or the edges move.",
           "sec:bumps");
BREAKS_SEE(broken_approximate, weights_of_one,
           "The weights are 1; they must be s, the steepness of the sides.",
           "sec:bumps");
BREAKS(broken_approximate, starts_from_zero,
       "The pieces start from 0; the interval starts from low.");
BREAKS(broken_approximate, one_piece_too_few,
       "The pieces are (high − low) / (bumps − 1) wide, so that the last one "
       "lies outside; divide by bumps.");
BREAKS(broken_approximate, one_piece_too_many,
       "The pieces are (high − low) / (bumps + 1) wide, so that the end of "
       "the interval is left out; divide by bumps.");
BREAKS(broken_approximate, one_piece_per_unit,
       "The interval is cut into 2 · bumps pieces, one for each unit; two "
       "units make one bump.");
BREAKS(broken_approximate, units_overlap,
       "Bump k is written to the units k and k + 1; its units are 2k and 2k + "
       "1.");
BREAKS(broken_approximate, heights_times_width,
       "The heights are multiplied by the width of a piece, as for an "
       "integral; the height is f itself.");
BREAKS(broken_approximate, heights_all_alike,
       "All bumps have the height of the first: call f once for every "
       "piece.");

static void broken_approximate(real (*f)(real), real low, real high, real s,
                               real *w, real *b, real *v, size_t bumps)
{
    size_t pieces = ON(one_piece_too_few)    ? (bumps > 1 ? bumps - 1 : 1)
                    : ON(one_piece_too_many) ? bumps + 1
                    : ON(one_piece_per_unit) ? 2 * bumps
                                             : bumps;
    real width = (high - low) / (real)pieces;
    real start = ON(starts_from_zero) ? 0 : low;
    for (size_t k = 0; k < bumps; k++) {
        real left = start + width * (real)k, right = left + width;
        real from = ON(heights_all_alike) ? start : left;
        real at = ON(height_at_left_end)     ? from
                  : ON(height_at_right_end)  ? from + width
                  : ON(height_at_half_width) ? width / 2
                  : ON(height_at_number)     ? (real)k
                                             : from + width / 2;
        real height = ON(height_is_middle) ? at
                      : ON(height_is_mean_of_ends)
                          ? (f(from) + f(from + width)) / 2
                          : f(at);
        height *= ON(heights_times_width) ? width : 1;
        height *= ON(bumps_upside_down) ? -1 : 1;
        for (size_t side = 0; side < 2; side++) {
            size_t j = (ON(units_overlap) ? k : 2 * k) + side;
            w[j] = ON(weights_of_one) ? 1 : s;
            b[j] = (side == 0 ? left : right) * (ON(bias_not_scaled) ? 1 : s) *
                   (ON(bias_positive) ? 1 : -1);
            v[j] = side == 0 || ON(right_sides_added) ? height
                   : ON(right_sides_missing)          ? 0
                                                      : -height;
        }
    }
}
