#include "perceptron.h"
#include "probe.h"
#include "xor.h"

/* ---- 2.1 layer_forward ---- */

static void transposed_weights(const real *x, const real *w, const real *b,
                               real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real z = b[o];
        for (size_t i = 0; i < in; i++) {
            z += w[i * out + o] * x[i];
        }
        y[o] = sigmoid(z);
    }
}
MISTAKE(layer_forward, transposed_weights,
        "Rows and columns of W are swapped: the weight from input i to unit o "
        "is w[o * in + i].",
        "sec:matrix-notation");

static void wrong_row_length(const real *x, const real *w, const real *b,
                             real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real z = b[o];
        for (size_t i = 0; i < in; i++) {
            z += w[o * out + i] * x[i];
        }
        y[o] = sigmoid(z);
    }
}
MISTAKE(layer_forward, wrong_row_length,
        "The rows of W are taken to be out long; they are really in long: row "
        "o begins at w + o * in.",
        "sec:matrix-notation");

static void no_bias(const real *x, const real *w, const real *b, real *y,
                    size_t in, size_t out)
{
    (void)b;
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(perceptron_score(x, w + o * in, 0, in));
    }
}
MISTAKE(layer_forward, no_bias,
        "The biases of the units are left out: the score is W x + b.",
        "sec:hidden-layer");

static void first_bias_for_all(const real *x, const real *w, const real *b,
                               real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(perceptron_score(x, w + o * in, b[0], in));
    }
}
MISTAKE(layer_forward, first_bias_for_all,
        "All units get the bias of the first one; unit o has its own, b[o].",
        "sec:matrix-notation");

static void bias_for_each_input(const real *x, const real *w, const real *b,
                                real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(perceptron_score(x, w + o * in, b[o] * (real)in, in));
    }
}
MISTAKE(layer_forward, bias_for_each_input,
        "The bias is added once for every input; it should be added to the sum "
        "once.",
        "sec:matrix-notation");

static void bias_after_sigmoid(const real *x, const real *w, const real *b,
                               real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(perceptron_score(x, w + o * in, 0, in)) + b[o];
    }
}
MISTAKE(
    layer_forward, bias_after_sigmoid,
    "The bias is added after the sigmoid; it should stand inside: σ(W x + b).",
    "sec:matrix-notation");

static void no_sigmoid(const real *x, const real *w, const real *b, real *y,
                       size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = perceptron_score(x, w + o * in, b[o], in);
    }
}
MISTAKE(layer_forward, no_sigmoid,
        "The scores are handed on as they are: the sigmoid is missing.",
        "sec:hidden-layer");

static void hard_threshold(const real *x, const real *w, const real *b, real *y,
                           size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = perceptron_score(x, w + o * in, b[o], in) > 0;
    }
}
MISTAKE(layer_forward, hard_threshold,
        "The units answer 0 or 1, as with a threshold; a hidden unit answers "
        "with the sigmoid of its score.",
        "sec:hidden-layer");

static void classes_for_outputs(const real *x, const real *w, const real *b,
                                real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = (real)perceptron_predict(x, w + o * in, b[o], in);
    }
}
MISTAKE(layer_forward, classes_for_outputs,
        "The units answer +1 or −1, as a single neuron does; a hidden unit "
        "answers with the sigmoid of its score.",
        "sec:hidden-layer");

static void sigmoid_of_each_term(const real *x, const real *w, const real *b,
                                 real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real z = b[o];
        for (size_t i = 0; i < in; i++) {
            z += sigmoid(w[o * in + i] * x[i]);
        }
        y[o] = z;
    }
}
MISTAKE(layer_forward, sigmoid_of_each_term,
        "The sigmoid is applied to every product by itself; it should be "
        "applied once, to the finished sum.",
        "sec:matrix-notation");

static void sum_runs_on(const real *x, const real *w, const real *b, real *y,
                        size_t in, size_t out)
{
    real z = 0;
    for (size_t o = 0; o < out; o++) {
        z = perceptron_score(x, w + o * in, z + b[o], in);
        y[o] = sigmoid(z);
    }
}
MISTAKE(layer_forward, sum_runs_on,
        "The sum of one unit runs on into the next; each unit starts afresh "
        "from its own bias.",
        "sec:matrix-notation");

static void added_to_old_output(const real *x, const real *w, const real *b,
                                real *y, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(perceptron_score(x, w + o * in, y[o] + b[o], in));
    }
}
MISTAKE(layer_forward, added_to_old_output,
        "The sum starts from what was in y before; y comes with anything in "
        "it, so write to it before you add to it.",
        "sec:xor-exercises");

/* ---- 2.2 xor_weights ---- */

/* OR and AND as hidden units, with the edge `scale` steep. */
static void or_and_and(real scale, real *w, real *b)
{
    w[0] = w[1] = w[2] = w[3] = scale;
    b[0] = -scale / 2;
    b[1] = -3 * scale / 2;
}

static void nothing_chosen(real *w, real *b, real *v, real *c)
{
    or_and_and(0, w, b);
    v[0] = v[1] = *c = 0;
}
MISTAKE(xor_weights, nothing_chosen,
        "The output is 0 at every corner: the output weights or all numbers "
        "are 0.",
        "sec:xor-network");

static void lamp_upside_down(real *w, real *b, real *v, real *c)
{
    or_and_and(10, w, b);
    v[0] = -2;
    v[1] = 2;
    *c = 1;
}
MISTAKE(xor_weights, lamp_upside_down,
        "All four answers are the wrong way round: change the sign of v and "
        "of c.",
        "sec:xor-network");

static void only_or(real *w, real *b, real *v, real *c)
{
    or_and_and(10, w, b);
    v[0] = 2;
    v[1] = 0;
    *c = -1;
}
MISTAKE(xor_weights, only_or,
        "This is OR: the corner (1, 1) is on. The unit that answers AND has "
        "too little say, or its weight is not negative.",
        "sec:xor-network");

static void only_and(real *w, real *b, real *v, real *c)
{
    or_and_and(10, w, b);
    v[0] = 0;
    v[1] = 2;
    *c = -1;
}
MISTAKE(xor_weights, only_and,
        "This is AND: only the corner (1, 1) is on. The output should say "
        "\"OR, but not AND\".",
        "sec:xor-network");

static void not_and(real *w, real *b, real *v, real *c)
{
    or_and_and(10, w, b);
    v[0] = 0;
    v[1] = -2;
    *c = 1;
}
MISTAKE(xor_weights, not_and,
        "The corner (0, 0) is on as well: this is \"not both\". The output "
        "must also ask the unit that answers OR.",
        "sec:xor-network");

static void boundary_at_one_half(real *w, real *b, real *v, real *c)
{
    or_and_and(10, w, b);
    v[0] = 1;
    v[1] = -1;
    *c = 0;
}
MISTAKE(xor_weights, boundary_at_one_half,
        "The output is positive at all four corners. The boundary is 0, not "
        "one half: c has to pull the two dark corners below 0.",
        "sec:xor-network");

static void sides_too_soft(real *w, real *b, real *v, real *c)
{
    or_and_and(1, w, b);
    v[0] = 2;
    v[1] = -2;
    *c = -1;
}
MISTAKE(xor_weights, sides_too_soft,
        "The output is negative at all four corners: c is too low, or the "
        "weights of the hidden units are so small that their answers hardly "
        "differ from one half.",
        "sec:xor-network");

static void one_corner_of_two(real *w, real *b, real *v, real *c)
{
    w[0] = 10; /* x1 and not x2 */
    w[1] = -10;
    b[0] = -5;
    w[2] = w[3] = b[1] = 0;
    v[0] = 2;
    v[1] = 0;
    *c = -1;
}
MISTAKE(xor_weights, one_corner_of_two,
        "Only (1, 0) is on: that is \"the first but not the second\". The "
        "other way round has to count too.",
        "sec:xor-network");

/* ---- 2.3 collapse ---- */

/* As it should be; each mistake then spoils one thing. */
static void right_collapse(const real *w1, const real *b1, const real *w2,
                           const real *b2, real *w, real *b, size_t in,
                           size_t hidden, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o];
        for (size_t h = 0; h < hidden; h++) {
            b[o] += w2[o * hidden + h] * b1[h];
        }
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w2[o * hidden + h] * w1[h * in + i];
            }
        }
    }
}

static void product_in_wrong_order(const real *w1, const real *b1,
                                   const real *w2, const real *b2, real *w,
                                   real *b, size_t in, size_t hidden,
                                   size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w1[o * hidden + h] * w2[h * in + i];
            }
        }
    }
}
MISTAKE(collapse, product_in_wrong_order,
        "The matrix is W1 W2; the layer that acts last stands on the left, "
        "W2 W1.",
        "sec:linear-layers");

static void result_transposed(const real *w1, const real *b1, const real *w2,
                              const real *b2, real *w, real *b, size_t in,
                              size_t hidden, size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            w[i * out + o] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[i * out + o] += w2[o * hidden + h] * w1[h * in + i];
            }
        }
    }
}
MISTAKE(collapse, result_transposed,
        "The matrix comes out transposed: W has out rows of in numbers, "
        "w[o * in + i].",
        "sec:matrix-notation");

static void first_matrix_transposed(const real *w1, const real *b1,
                                    const real *w2, const real *b2, real *w,
                                    real *b, size_t in, size_t hidden,
                                    size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w2[o * hidden + h] * w1[i * hidden + h];
            }
        }
    }
}
MISTAKE(collapse, first_matrix_transposed,
        "Rows and columns of W1 are swapped: from input i to hidden unit h "
        "leads w1[h * in + i].",
        "sec:linear-layers");

static void second_matrix_transposed(const real *w1, const real *b1,
                                     const real *w2, const real *b2, real *w,
                                     real *b, size_t in, size_t hidden,
                                     size_t out)
{
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o];
        for (size_t h = 0; h < hidden; h++) {
            b[o] += w2[h * out + o] * b1[h];
        }
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w2[h * out + o] * w1[h * in + i];
            }
        }
    }
}
MISTAKE(collapse, second_matrix_transposed,
        "Rows and columns of W2 are swapped: from hidden unit h to output o "
        "leads w2[o * hidden + h].",
        "sec:linear-layers");

static void first_bias_lost(const real *w1, const real *b1, const real *w2,
                            const real *b2, real *w, real *b, size_t in,
                            size_t hidden, size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o];
    }
}
MISTAKE(collapse, first_bias_lost,
        "The bias is b2 alone; b1 passes through the second layer as well, "
        "b = W2 b1 + b2.",
        "sec:linear-layers");

static void second_bias_lost(const real *w1, const real *b1, const real *w2,
                             const real *b2, real *w, real *b, size_t in,
                             size_t hidden, size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        b[o] = 0;
        for (size_t h = 0; h < hidden; h++) {
            b[o] += w2[o * hidden + h] * b1[h];
        }
    }
}
MISTAKE(collapse, second_bias_lost,
        "The bias of the second layer is left out: b = W2 b1 + b2.",
        "sec:linear-layers");

static void biases_just_added(const real *w1, const real *b1, const real *w2,
                              const real *b2, real *w, real *b, size_t in,
                              size_t hidden, size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o] + b1[o];
    }
}
MISTAKE(collapse, biases_just_added,
        "The two biases are added as they are; b1 has to be multiplied by W2 "
        "first, b = W2 b1 + b2.",
        "sec:linear-layers");

static void bias_through_first_matrix(const real *w1, const real *b1,
                                      const real *w2, const real *b2, real *w,
                                      real *b, size_t in, size_t hidden,
                                      size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o];
        for (size_t h = 0; h < hidden; h++) {
            b[o] += w1[o * hidden + h] * b1[h];
        }
    }
}
MISTAKE(collapse, bias_through_first_matrix,
        "b1 is multiplied by W1; it should be multiplied by W2, for it comes "
        "out of the first layer and passes through the second.",
        "sec:linear-layers");

static void bias_once_per_input(const real *w1, const real *b1, const real *w2,
                                const real *b2, real *w, real *b, size_t in,
                                size_t hidden, size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o] + (real)in * (b[o] - b2[o]);
    }
}
MISTAKE(collapse, bias_once_per_input,
        "W2 b1 is added once for every input: the loop for the bias stands "
        "inside the loop over i.",
        "sec:linear-layers");

static void old_weights_kept(const real *w1, const real *b1, const real *w2,
                             const real *b2, real *w, real *b, size_t in,
                             size_t hidden, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o];
        for (size_t h = 0; h < hidden; h++) {
            b[o] += w2[o * hidden + h] * b1[h];
            for (size_t i = 0; i < in; i++) {
                w[o * in + i] += w2[o * hidden + h] * w1[h * in + i];
            }
        }
    }
}
MISTAKE(collapse, old_weights_kept,
        "The sums start from what was in w before: set each element to 0 "
        "first.",
        "sec:linear-layers");

static void last_term_only(const real *w1, const real *b1, const real *w2,
                           const real *b2, real *w, real *b, size_t in,
                           size_t hidden, size_t out)
{
    right_collapse(w1, b1, w2, b2, w, b, in, hidden, out);
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] =
                w2[o * hidden + hidden - 1] * w1[(hidden - 1) * in + i];
        }
    }
}
MISTAKE(collapse, last_term_only,
        "Only the last hidden unit counts: the products overwrite each other "
        "(=) where they should be added up (+=).",
        "sec:linear-layers");

/* ---- 2.4 bump ---- */

static real upside_down(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * (x - right)) - sigmoid(s * (x - left)));
}
MISTAKE(bump, upside_down,
        "The bump points downwards: subtract the right side from the left "
        "one.",
        "sec:bumps");

static real sum_of_sides(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * (x - left)) + sigmoid(s * (x - right)));
}
MISTAKE(bump, sum_of_sides,
        "The two sides are added; their difference makes the bump come down "
        "again.",
        "sec:bumps");

static real height_on_left_only(real x, real left, real right, real height,
                                real s)
{
    return height * sigmoid(s * (x - left)) - sigmoid(s * (x - right));
}
MISTAKE(bump, height_on_left_only,
        "Only the left side is multiplied by the height: parentheses are "
        "missing around the difference.",
        "sec:bumps");

static real edge_not_scaled(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * x - left) - sigmoid(s * x - right));
}
MISTAKE(bump, edge_not_scaled,
        "The steepness multiplies x alone, which moves the edges: write s (x − "
        "left).",
        "sec:bumps");

static real steepness_lost(real x, real left, real right, real height, real s)
{
    (void)s;
    return height * (sigmoid(x - left) - sigmoid(x - right));
}
MISTAKE(bump, steepness_lost, "The steepness s is not used.", "sec:bumps");

static real steepness_divides(real x, real left, real right, real height,
                              real s)
{
    return height * (sigmoid((x - left) / s) - sigmoid((x - right) / s));
}
MISTAKE(
    bump, steepness_divides,
    "The distance from the edge is divided by s; it should be multiplied by s.",
    "sec:bumps");

static real steepness_outside(real x, real left, real right, real height,
                              real s)
{
    return height * s * (sigmoid(x - left) - sigmoid(x - right));
}
MISTAKE(
    bump, steepness_outside,
    "The steepness multiplies the height; it should stand inside the sigmoid.",
    "sec:bumps");

static real right_is_width(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * (x - left)) - sigmoid(s * (x - left - right)));
}
MISTAKE(bump, right_is_width,
        "right is taken for the width of the bump; it should be the place of "
        "its right edge.",
        "sec:bumps");

static real product_of_sides(real x, real left, real right, real height, real s)
{
    return height * sigmoid(s * (x - left)) * sigmoid(s * (right - x));
}
MISTAKE(bump, product_of_sides,
        "The sides are multiplied. That is a bump too, but not one that a "
        "single layer can add up: take the difference.",
        "sec:bumps");

static real box(real x, real left, real right, real height, real s)
{
    (void)s;
    return x >= left && x <= right ? height : 0;
}
MISTAKE(bump, box,
        "The sides are vertical, as with a threshold; they should be sigmoids "
        "of steepness s.",
        "sec:bumps");

static real one_side(real x, real left, real right, real height, real s)
{
    (void)right;
    return height * sigmoid(s * (x - left));
}
MISTAKE(bump, one_side,
        "The bump goes up and never comes down: its right side is missing.",
        "sec:bumps");

/* ---- 2.5 approximate ---- */

/* One bump as units 2k and 2k + 1. */
static void lay_bump(size_t k, real left, real right, real height, real s,
                     real *w, real *b, real *v)
{
    w[2 * k] = w[2 * k + 1] = s;
    b[2 * k] = -s * left;
    b[2 * k + 1] = -s * right;
    v[2 * k] = height;
    v[2 * k + 1] = -height;
}

static void height_at_left_end(real (*f)(real), real low, real high, real s,
                               real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        lay_bump(k, left, left + width, f(left), s, w, b, v);
    }
}
MISTAKE(approximate, height_at_left_end,
        "The height is taken where the piece begins, not in its middle. (In C "
        "1 / 2 is 0.)",
        "sec:any-curve");

static void height_at_right_end(real (*f)(real), real low, real high, real s,
                                real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        lay_bump(k, left, left + width, f(left + width), s, w, b, v);
    }
}
MISTAKE(approximate, height_at_right_end,
        "The height is taken where the piece ends, not in its middle.",
        "sec:any-curve");

static void right_sides_added(real (*f)(real), real low, real high, real s,
                              real *w, real *b, real *v, size_t bumps)
{
    approximate(f, low, high, s, w, b, v, bumps);
    for (size_t k = 0; k < bumps; k++) {
        v[2 * k + 1] = v[2 * k];
    }
}
MISTAKE(approximate, right_sides_added,
        "The right sides have the weight +height, so that the bumps never come "
        "down; it should be −height.",
        "sec:bumps");

static void bumps_upside_down(real (*f)(real), real low, real high, real s,
                              real *w, real *b, real *v, size_t bumps)
{
    approximate(f, low, high, s, w, b, v, bumps);
    for (size_t j = 0; j < 2 * bumps; j++) {
        v[j] = -v[j];
    }
}
MISTAKE(approximate, bumps_upside_down,
        "All bumps point the wrong way: left sides count +height, right "
        "sides −height.",
        "sec:bumps");

static void bias_positive(real (*f)(real), real low, real high, real s, real *w,
                          real *b, real *v, size_t bumps)
{
    approximate(f, low, high, s, w, b, v, bumps);
    for (size_t j = 0; j < 2 * bumps; j++) {
        b[j] = -b[j];
    }
}
MISTAKE(approximate, bias_positive,
        "The biases have the wrong sign: s (x − edge) = s x + (−s · edge).",
        "sec:bumps");

static void bias_not_scaled(real (*f)(real), real low, real high, real s,
                            real *w, real *b, real *v, size_t bumps)
{
    approximate(f, low, high, s, w, b, v, bumps);
    for (size_t j = 0; j < 2 * bumps; j++) {
        b[j] /= s;
    }
}
MISTAKE(approximate, bias_not_scaled,
        "The biases are −edge; they must be −s · edge, or the edges move.",
        "sec:bumps");

static void starts_from_zero(real (*f)(real), real low, real high, real s,
                             real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = width * (real)k;
        lay_bump(k, left, left + width, f(left + width / 2), s, w, b, v);
    }
}
MISTAKE(approximate, starts_from_zero,
        "The pieces start from 0; the interval starts from low.",
        "sec:any-curve");

static void one_piece_too_few(real (*f)(real), real low, real high, real s,
                              real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)(bumps > 1 ? bumps - 1 : 1);
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        lay_bump(k, left, left + width, f(left + width / 2), s, w, b, v);
    }
}
MISTAKE(approximate, one_piece_too_few,
        "The pieces are (high − low) / (bumps − 1) wide, so that the last one "
        "lies outside; divide by bumps.",
        "sec:any-curve");

static void one_piece_too_many(real (*f)(real), real low, real high, real s,
                               real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)(bumps + 1);
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        lay_bump(k, left, left + width, f(left + width / 2), s, w, b, v);
    }
}
MISTAKE(approximate, one_piece_too_many,
        "The pieces are (high − low) / (bumps + 1) wide, so that the end of "
        "the interval is left out; divide by bumps.",
        "sec:any-curve");

static void one_piece_per_unit(real (*f)(real), real low, real high, real s,
                               real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)(2 * bumps);
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        lay_bump(k, left, left + width, f(left + width / 2), s, w, b, v);
    }
}
MISTAKE(approximate, one_piece_per_unit,
        "The interval is cut into 2 · bumps pieces, one for each unit; two "
        "units make one bump.",
        "sec:any-curve");

static void heights_times_width(real (*f)(real), real low, real high, real s,
                                real *w, real *b, real *v, size_t bumps)
{
    approximate(f, low, high, s, w, b, v, bumps);
    for (size_t j = 0; j < 2 * bumps; j++) {
        v[j] *= (high - low) / (real)bumps;
    }
}
MISTAKE(approximate, heights_times_width,
        "The heights are multiplied by the width of a piece, as for an "
        "integral; the height is f itself.",
        "sec:any-curve");

static void heights_all_alike(real (*f)(real), real low, real high, real s,
                              real *w, real *b, real *v, size_t bumps)
{
    approximate(f, low, high, s, w, b, v, bumps);
    for (size_t j = 0; j < bumps; j++) {
        v[2 * j] = v[0];
        v[2 * j + 1] = -v[0];
    }
}
MISTAKE(approximate, heights_all_alike,
        "All bumps have the height of the first: call f once for every "
        "piece.",
        "sec:any-curve");
