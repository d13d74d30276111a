#include "mlp.h"
#include "probe.h"
#include "xor.h"

#include <string.h>

/* Room for the largest case. */
enum { LARGEST = 8192 };

/* ---- 3.1 gemm ---- */

BREAKABLE(gemm, broken_gemm, "sec:gemm");
BREAKS(broken_gemm, never_transposes_a,
       "transpose_a is not heeded: A is always read as [m][k]. Where it is "
       "true, a is stored as [k][m].");
BREAKS(broken_gemm, never_transposes_b,
       "transpose_b is not heeded: B is always read as [k][n]. Where it is "
       "true, b is stored as [n][k].");
BREAKS(broken_gemm, never_transposes,
       "Both matrices are always read as they are stored: transpose_a and "
       "transpose_b are not heeded.");
TOGETHER(never_transposes_a, never_transposes_b, "this is never_transposes");
BREAKS(broken_gemm, swaps_the_transposes,
       "transpose_a is applied to B and transpose_b to A.");
BREAKS(broken_gemm, wrong_row_length_of_a,
       "Where A comes transposed, its rows are m numbers long, not k: its "
       "element is a[p * m + i].");
BREAKS(broken_gemm, wrong_row_length_of_b,
       "Where B comes transposed, its rows are k numbers long, not n: its "
       "element is b[j * k + p].");
BREAKS(broken_gemm, plain_rows_of_a,
       "Where A does not come transposed, its rows are k numbers long: its "
       "element is a[i * k + p].");
BREAKS(broken_gemm, plain_rows_of_b,
       "Where B does not come transposed, its rows are n numbers long: its "
       "element is b[p * n + j].");
BREAKS(broken_gemm, wrong_row_length_of_c,
       "The rows of C are n numbers long: its element is c[i * n + j].");
BREAKS(broken_gemm, writes_columns,
       "The result is written column by column: c[j * m + i]. Row i of C "
       "begins at c + i * n.");
#define ALWAYS                                                                 \
    "The product is added to what c holds, although accumulate is false: c "   \
    "may come with anything in it."
BREAKS(broken_gemm, always_accumulates, ALWAYS);
BREAKS(broken_gemm, always_starts_from_c, ALWAYS);
BREAKS(broken_gemm, never_accumulates,
       "accumulate is not heeded: where it is true, the product is to be added "
       "to what c holds.");
BREAKS(broken_gemm, clears_a_few_bytes,
       "memset counts bytes, not numbers: m * n bytes are only the first part "
       "of c. It is m * n * sizeof *c bytes long.");
BREAKS(broken_gemm, clears_floats,
       "memset clears as many bytes as m * n floats have. In the grader real "
       "is double: write sizeof *c, or sizeof(real).");
BREAKS(broken_gemm, doubles_what_was_there,
       "Where accumulate is true, what c held counts twice. Does the sum start "
       "at c and is it then added to c?");
BREAKS(broken_gemm, keeps_last_product,
       "Only the last of the k products is left: each overwrites the one "
       "before. They are to be added up.");
BREAKS(broken_gemm, keeps_last_product_alone,
       "Only the last of the k products is left: each overwrites the one "
       "before, and what the sum starts from as well. Add them: += and not =.");
BREAKS(broken_gemm, clears_with_each_product,
       "Where accumulate is false, the sum is set to 0 before each product, so "
       "that only the last is left. Do it once, before the loop over p.");
BREAKS(broken_gemm, skips_first_product,
       "The first of the k products is left out: p counts from 0.");
BREAKS(broken_gemm, skips_last_product,
       "The last of the k products is left out: the loop over p ends one too "
       "early. (And if k is 0, k - 1 is a huge number.)");

static void broken_gemm(bool transpose_a, bool transpose_b, const real *a,
                        const real *b, real *c, size_t m, size_t n, size_t k,
                        bool accumulate)
{
    bool never = ON(never_transposes), swap = ON(swaps_the_transposes);
    bool turn_a =
        (swap ? transpose_b : transpose_a) && !never && !ON(never_transposes_a);
    bool turn_b =
        (swap ? transpose_a : transpose_b) && !never && !ON(never_transposes_b);
    bool add = (accumulate && !ON(never_accumulates)) ||
               ON(always_accumulates) || ON(always_starts_from_c);
    if (!add && (ON(clears_a_few_bytes) || ON(clears_floats))) {
        memset(c, 0, m * n * (ON(clears_floats) ? sizeof(float) : 1));
        add = true;
    }
    size_t terms = k - ON(skips_last_product);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real *to = c + (ON(writes_columns)          ? j * m + i
                            : ON(wrong_row_length_of_c) ? i * m + j
                                                        : i * n + j);
            real start = add ? *to : 0;
            if (ON(doubles_what_was_there)) {
                start += start;
            }
            if (ON(always_accumulates)) {
                start += 0; /* no longer the mark of what was not written */
            }
            real sum = start;
            for (size_t p = ON(skips_first_product); p < terms; p++) {
                real factor =
                    turn_a ? a[p * (ON(wrong_row_length_of_a) ? k : m) + i]
                           : a[i * (ON(plain_rows_of_a) ? m : k) + p];
                real other =
                    turn_b ? b[j * (ON(wrong_row_length_of_b) ? n : k) + p]
                           : b[p * (ON(plain_rows_of_b) ? k : n) + j];
                sum = ON(keeps_last_product)                 ? start
                      : ON(keeps_last_product_alone)         ? 0
                      : ON(clears_with_each_product) && !add ? 0
                                                             : sum;
                sum += factor * other;
            }
            if (k > 0 || add || !ON(clears_with_each_product)) {
                *to = sum;
            }
        }
    }
}

/* ---- 3.2 dense_forward ---- */

BREAKABLE(dense_forward, broken_dense, "sec:dense");
BREAKS(broken_dense, transposes_weights,
       "The weights are read as if they were stored [in][out]. They are stored "
       "[out][in], one unit's weights in each row: the weight of unit o and "
       "input i is w[o * in + i]. (If you call gemm, B comes transposed.)");
BREAKS(broken_dense, forgets_bias,
       "The bias is left out. If you write b into y first, the product must be "
       "added to it (accumulate).");
BREAKS(broken_dense, bias_by_example,
       "The bias is chosen by the example, b[e]. It belongs to the unit: b[o] "
       "is added in column o of every row.");
BREAKS(broken_dense, bias_in_first_row,
       "Only the first example gets the bias. It should be added to every row "
       "of Y.");
BREAKS(broken_dense, bias_for_each_input,
       "The bias is added once for every input; it should be added to the sum "
       "once.");
BREAKS(broken_dense, bias_subtracted,
       "The bias is subtracted; it should be added.");
BREAKS(broken_dense, adds_to_y,
       "The result is added to what y holds. y may come with anything in it: "
       "set it, do not add to it.");
BREAKS(broken_dense, last_input_missing,
       "The last input is left out: there are `in` of them.");
BREAKS_SEE(broken_dense, one_example_for_all,
           "Every row of Y is computed from the first example. Example e "
           "begins at x + e * in.",
           "sec:batches");
BREAKS_SEE(broken_dense, first_example_only,
           "Only the first example is computed; there are n of them.",
           "sec:batches");
BREAKS_SEE(broken_dense, output_transposed,
           "The result is stored with one unit in each row, y[o * n + e]. A "
           "row of Y is an example: y[e * out + o].",
           "sec:batches");
BREAKS(broken_dense, applies_relu,
       "An activation function (ReLU) is applied here. The dense layer gives "
       "the scores alone; activate is a step of its own.");
BREAKS(broken_dense, applies_sigmoid,
       "An activation function (the sigmoid) is applied here, as chapter 2 "
       "did. The dense layer gives the scores alone; activate is a step of its "
       "own.");

static void broken_dense(const real *x, const real *w, const real *b, real *y,
                         size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < (ON(first_example_only) ? 1 : n); e++) {
        const real *example = x + (ON(one_example_for_all) ? 0 : e * in);
        for (size_t o = 0; o < out; o++) {
            real *to = y + (ON(output_transposed) ? o * n + e : e * out + o);
            bool none = ON(forgets_bias) || (ON(bias_in_first_row) && e > 0);
            real bias = none ? 0 : b[ON(bias_by_example) ? e : o];
            bias *= ON(bias_for_each_input) ? (real)in : 1;
            real score = ON(bias_subtracted) ? -bias : bias;
            score += ON(adds_to_y) ? *to : 0;
            for (size_t i = 0; i + ON(last_input_missing) < in; i++) {
                score += example[i] *
                         w[ON(transposes_weights) ? i * out + o : o * in + i];
            }
            score = ON(applies_relu) ? fmax(score, (real)0) : score;
            *to = ON(applies_sigmoid) ? sigmoid(score) : score;
        }
    }
}

/* ---- 3.3 activate ---- */

BREAKABLE(activate, broken_activate, "sec:activations");
BREAKS(broken_activate, identity_is_zero,
       "IDENTITY gives 0. It has to copy: y = z.");
BREAKS(broken_activate, identity_left_out,
       "IDENTITY does nothing. It has to copy z to y, which may be another "
       "array.");
BREAKS(broken_activate, sigmoid_of_minus_z,
       "SIGMOID falls where it should rise: the exponent of e has the wrong "
       "sign.");
BREAKS(broken_activate, sigmoid_overflows,
       "SIGMOID overflows: e^z / (1 + e^z) is inf / inf for large z. Call "
       "sigmoid, which is given.");
BREAKS(broken_activate, tanh_halved,
       "TANH is too flat: tanh z is 2 σ(2z) − 1, not 2 σ(z) − 1. The function "
       "tanh of the C library does it.");
BREAKS(broken_activate, tanh_overflows,
       "TANH overflows: (e^z − e^−z) / (e^z + e^−z) is inf / inf far from 0. "
       "The function tanh of the C library does not.");
BREAKS(broken_activate, tanh_overflows_right,
       "TANH overflows: (e^2z − 1) / (e^2z + 1) is inf / inf for large z. The "
       "function tanh of the C library does not.");
BREAKS(broken_activate, relu_keeps_the_negative,
       "RELU keeps the negative numbers and drops the positive ones: max and "
       "min have changed places.");
BREAKS(broken_activate, relu_is_absolute,
       "RELU gives |z|. Negative numbers should become 0.");
BREAKS(broken_activate, relu_is_a_step,
       "RELU gives 1 for positive numbers. It should keep them as they are: "
       "the 1 is its slope.");
BREAKS(broken_activate, relu_clears_first,
       "RELU works only while z and y are different arrays. They may be the "
       "same: then y[i] = 0 also destroys z[i]. Read z[i] before you write.");
BREAKS(broken_activate, leaky_slope_of_a_tenth,
       "LEAKY_RELU has the slope 0.1, as some texts have it. Ours is "
       "LEAKY_SLOPE.");
BREAKS(broken_activate, leaky_on_both_sides,
       "LEAKY_RELU multiplies every number by the slope. Positive numbers "
       "should stay as they are.");
BREAKS(broken_activate, leaky_on_the_right,
       "LEAKY_RELU multiplies the positive numbers by the slope and keeps the "
       "negative ones. The sides have changed places.");
BREAKS(broken_activate, leaky_turned_over,
       "LEAKY_RELU is positive left of 0: the sign of the slope is wrong.");
BREAKS(broken_activate, leaky_does_not_leak,
       "LEAKY_RELU gives 0 left of 0, as RELU does. It should leak: "
       "LEAKY_SLOPE times z. (In C, 1 / 100 is 0.)");
BREAKS(broken_activate, leaky_is_flat,
       "LEAKY_RELU gives LEAKY_SLOPE itself left of 0. It should be "
       "LEAKY_SLOPE times z.");
BREAKS(broken_activate, elu_without_minus_one,
       "ELU jumps at 0: left of it, it should be e^z − 1; the − 1 is missing.");
BREAKS(broken_activate, elu_minus_one_inside,
       "ELU has the − 1 in the exponent: exp(z - 1). It should be exp(z) - 1.");
BREAKS(broken_activate, elu_turned_over,
       "ELU is positive left of 0: it should be e^z − 1, not 1 − e^z.");
BREAKS(broken_activate, elu_on_both_sides,
       "ELU is e^z − 1 on both sides. Right of 0 it should be z itself.");
BREAKS(broken_activate, elu_on_the_right,
       "ELU is e^z − 1 right of 0 and z left of it. The sides have changed "
       "places.");
BREAKS(broken_activate, softplus_overflows,
       "SOFTPLUS overflows: e^1000 is inf. Write it so that e is raised to "
       "negative numbers only: max(z, 0) + log(1 + e^−|z|).");
BREAKS(broken_activate, softplus_mirrored,
       "SOFTPLUS falls where it should rise: this is log(1 + e^−z).");
BREAKS(broken_activate, softplus_without_max,
       "SOFTPLUS lacks the term max(z, 0): log(1 + e^−|z|) alone falls again "
       "right of 0.");
BREAKS(broken_activate, softplus_without_bars,
       "SOFTPLUS: in log(1 + e^−|z|) the absolute value is missing. The "
       "formula is wrong where z is negative.");
BREAKS(broken_activate, softplus_without_minus,
       "SOFTPLUS: in log(1 + e^−|z|) the minus sign is missing.");
BREAKS(broken_activate, softplus_by_abs,
       "SOFTPLUS: abs is for int and cuts off what stands behind the decimal "
       "point. Use fabs.");
BREAKS(broken_activate, softplus_is_straight,
       "SOFTPLUS gives z itself for positive z. There, too, the term log(1 + "
       "e^−z) should be added.");
BREAKS(broken_activate, hard_tanh_from_zero,
       "HARD_TANH ends at 0 below. It should go from −1 to 1.");
BREAKS(broken_activate, hard_tanh_is_soft,
       "HARD_TANH is computed as tanh. It should be made of three straight "
       "pieces: −1, z, 1.");
BREAKS(broken_activate, hard_tanh_one_sided,
       "HARD_TANH has no floor: below −1 it should stay −1.");
BREAKS(broken_activate, hard_tanh_open_above,
       "HARD_TANH has no ceiling: above 1 it should stay 1.");

/* A break is missing behind a case. */
#define INTO(this, next)                                                       \
    this " gives what " next " gives. Is there a break missing between them? " \
         "Without it a case goes on into the next."
BREAKS(broken_activate, identity_falls_through, INTO("IDENTITY", "SIGMOID"));
BREAKS(broken_activate, sigmoid_falls_through, INTO("SIGMOID", "TANH"));
BREAKS(broken_activate, tanh_falls_through, INTO("TANH", "RELU"));
BREAKS(broken_activate, relu_falls_through, INTO("RELU", "LEAKY_RELU"));
BREAKS(broken_activate, leaky_falls_through, INTO("LEAKY_RELU", "ELU"));
BREAKS(broken_activate, elu_falls_through, INTO("ELU", "SOFTPLUS"));
BREAKS(broken_activate, softplus_falls_through, INTO("SOFTPLUS", "HARD_TANH"));
BREAKS(broken_activate, falls_through,
       "Every activation gives HARD_TANH, the last one. In a switch each case "
       "needs its break, or it goes on into the next.");
BREAKS(broken_activate, always_sigmoid,
       "Every activation gives SIGMOID. g = SIGMOID sets g and is true; to "
       "compare, write g == SIGMOID.");
BREAKS(broken_activate, first_number_only,
       "Only the first number is computed; there are count of them.");
BREAKS(broken_activate, last_number_missing,
       "The last number is not computed: the loop ends one element too early.");

static real broken_softplus(real v)
{
    real size = ON(softplus_by_abs)         ? trunc(fabs(v))
                : ON(softplus_without_bars) ? v
                                            : fabs(v);
    real bend = log1p(exp(ON(softplus_without_minus) ? size : -size));
    bend = ON(softplus_is_straight) && v > 0 ? 0 : bend;
    return ON(softplus_overflows)     ? log(1 + exp(v))
           : ON(softplus_without_max) ? bend
                                      : fmax(v, (real)0) + bend;
}

static real broken_number(Activation g, real v)
{
    bool right = v > 0;
    switch (g) {
    case IDENTITY:
        return ON(identity_is_zero) ? 0 : v;
    case SIGMOID:
        return ON(sigmoid_overflows)    ? exp(v) / (1 + exp(v))
               : ON(sigmoid_of_minus_z) ? sigmoid(-v)
                                        : sigmoid(v);
    case TANH:
        return ON(tanh_halved)      ? 2 * sigmoid(v) - 1
               : ON(tanh_overflows) ? (exp(v) - exp(-v)) / (exp(v) + exp(-v))
               : ON(tanh_overflows_right) ? (exp(2 * v) - 1) / (exp(2 * v) + 1)
                                          : tanh(v);
    case RELU:
        return ON(relu_is_a_step)                     ? right
               : ON(relu_is_absolute)                 ? fabs(v)
               : right != ON(relu_keeps_the_negative) ? v
                                                      : 0;
    case LEAKY_RELU: {
        real leak =
            ON(leaky_does_not_leak)
                ? 0
                : (ON(leaky_slope_of_a_tenth) ? (real)0.1 : LEAKY_SLOPE) *
                      (ON(leaky_is_flat) ? 1 : v);
        leak = ON(leaky_turned_over) ? -leak : leak;
        return right != ON(leaky_on_the_right) && !ON(leaky_on_both_sides)
                   ? v
                   : leak;
    }
    case ELU: {
        real bend = ON(elu_without_minus_one)  ? exp(v)
                    : ON(elu_minus_one_inside) ? exp(v - 1)
                                               : expm1(v);
        bend = ON(elu_turned_over) ? -bend : bend;
        return right != ON(elu_on_the_right) && !ON(elu_on_both_sides) ? v
                                                                       : bend;
    }
    case SOFTPLUS:
        return broken_softplus(ON(softplus_mirrored) ? -v : v);
    case HARD_TANH:
        return ON(hard_tanh_is_soft)                ? tanh(v)
               : v < -1 && !ON(hard_tanh_one_sided) ? -!ON(hard_tanh_from_zero)
               : v > 1 && !ON(hard_tanh_open_above) ? 1
               : v < 0 && ON(hard_tanh_from_zero)   ? 0
                                                    : v;
    }
    return v;
}

static void broken_activate(Activation g, const real *z, real *y, size_t count)
{
    const bool falls[HARD_TANH] = {
        ON(identity_falls_through), ON(sigmoid_falls_through),
        ON(tanh_falls_through),     ON(relu_falls_through),
        ON(leaky_falls_through),    ON(elu_falls_through),
        ON(softplus_falls_through)};
    size_t end = ON(first_number_only) ? 1 : count - ON(last_number_missing);
    g = ON(always_sigmoid) ? SIGMOID : g;
    while (g != HARD_TANH && (falls[g] || ON(falls_through))) {
        g++;
    }
    for (size_t i = 0; i < end; i++) {
        if (g == RELU && ON(relu_clears_first)) {
            y[i] = 0;
        }
        if (g != IDENTITY || !ON(identity_left_out)) {
            y[i] = broken_number(g, z[i]);
        }
    }
}

/* ---- 3.4 softmax ---- */

/* A search for the largest score, right or wrong. */
typedef enum Search {
    SOUND,
    FROM_ZERO,
    FOR_THE_SMALLEST,
    AMONG_NEIGHBOURS,
    WITHOUT_FIRST,
    WITHOUT_LAST
} Search;

/* In `count` scores that lie `step` apart. */
static real found(Search s, const real *z, size_t count, size_t step)
{
    real best = s == FROM_ZERO       ? fmax(z[0], (real)0)
                : s == WITHOUT_FIRST ? z[(count - 1) * step]
                                     : z[0];
    for (size_t k = 1; k + (s == WITHOUT_LAST) < count; k++) {
        real score = z[k * step];
        bool better = s == FOR_THE_SMALLEST   ? score < best
                      : s == AMONG_NEIGHBOURS ? score > z[(k - 1) * step]
                                              : score > best;
        best = better ? score : best;
    }
    return best;
}

BREAKABLE(softmax, broken_softmax, "sec:softmax");
BREAKS(broken_softmax, over_the_batch,
       "The columns add up to 1, not the rows: the sum runs over the examples. "
       "It should run over the classes of one example.");
BREAKS(broken_softmax, over_everything,
       "All numbers of the batch add up to 1 together. Every row should add up "
       "to 1 by itself.");
BREAKS(broken_softmax, first_row_only,
       "Only the first example is computed; there are n of them.");
BREAKS(broken_softmax, no_max_subtraction,
       "It is right while the scores are small. But e^1000 is inf, and inf / "
       "inf is no number; where all scores are far below 0 every power is 0, "
       "and 0 / 0 is no number either. Subtract the largest score of the row "
       "first.");
BREAKS(broken_softmax, max_of_the_batch,
       "The largest score of the whole batch is subtracted. A row far below it "
       "becomes 0 / 0: each row needs its own largest score.");
BREAKS(broken_softmax, max_goes_on,
       "The search for the largest score does not begin anew in each row. It "
       "should start from the row's first score.");
BREAKS(broken_softmax, max_from_zero,
       "The search for the largest score starts from 0, so that it finds 0 in "
       "a row of negative scores. Start from the row's first score.");
BREAKS(broken_softmax, takes_the_smallest,
       "The smallest score is subtracted, not the largest: the comparison "
       "points the wrong way.");
BREAKS(broken_softmax, compares_neighbours,
       "Each score is compared with the one before it. To find the largest, "
       "compare with the largest so far.");
BREAKS(broken_softmax, first_not_searched,
       "The search for the largest score never looks at the first one.");
BREAKS(broken_softmax, last_not_searched,
       "The search for the largest score never looks at the last one: its loop "
       "ends too early.");
BREAKS(broken_softmax, max_in_the_numerator,
       "The largest score is subtracted above the fraction line, but not in "
       "the sum below it: so the row does not add up to 1.");
BREAKS(broken_softmax, no_exponential,
       "The scores are divided by their sum, without the exponential. Scores "
       "may be negative; e^z never is.");
BREAKS(broken_softmax, no_division,
       "The exponentials are not divided by their sum.");
BREAKS(broken_softmax, divides_too_early,
       "Each number is divided by the sum so far. The sum must be complete "
       "before the first division: two loops.");
BREAKS(broken_softmax, divides_by_classes,
       "The exponentials are divided by their number, not by their sum.");
BREAKS(broken_softmax, divides_by_largest,
       "The exponentials are divided by the largest score, not by their sum.");
BREAKS(broken_softmax, last_is_not_divided,
       "The last number of each row is not divided by the sum: the loop ends "
       "too early.");
BREAKS(broken_softmax, sum_goes_on,
       "The sum is not set back to 0 for each row: the second example is "
       "divided by the sum of both.");
BREAKS(broken_softmax, takes_the_log,
       "These are the logarithms of the probabilities (log-softmax). Softmax "
       "gives the probabilities themselves.");

static void broken_softmax(const real *z, real *p, size_t n, size_t classes)
{
    /* `rows` sums, each over `length` numbers that lie `step` apart. */
    bool one = ON(over_everything), across = ON(over_the_batch) && !one;
    size_t rows = one ? 1 : across ? classes : n;
    size_t length = n * classes / rows, step = across ? classes : 1;
    Search search = ON(max_from_zero)         ? FROM_ZERO
                    : ON(takes_the_smallest)  ? FOR_THE_SMALLEST
                    : ON(compares_neighbours) ? AMONG_NEIGHBOURS
                    : ON(first_not_searched)  ? WITHOUT_FIRST
                    : ON(last_not_searched)   ? WITHOUT_LAST
                                              : SOUND;
    real of_all = found(search, z, n * classes, 1), before = z[0], sum = 0;
    for (size_t e = 0; e < (ON(first_row_only) ? 1 : rows); e++) {
        const real *scores = z + (across ? e : e * length);
        real *row = p + (scores - z);
        real largest = found(search, scores, length, step);
        largest = ON(max_goes_on) ? fmax(before, largest) : largest;
        before = largest;
        largest = ON(no_max_subtraction) ? 0
                  : ON(max_of_the_batch) ? of_all
                                         : largest;
        sum = ON(sum_goes_on) ? sum : 0;
        for (size_t k = 0; k < length; k++) {
            real score = scores[k * step];
            real power = ON(no_exponential) ? score : exp(score - largest);
            sum += ON(max_in_the_numerator) ? exp(score) : power;
            power /= ON(divides_too_early) ? sum : 1;
            row[k * step] = ON(takes_the_log) ? score - largest : power;
        }
        real divisor = ON(no_division) || ON(divides_too_early) ? 1
                       : ON(divides_by_classes)                 ? (real)length
                       : ON(divides_by_largest)                 ? largest
                                                                : sum;
        for (size_t k = 0; k + ON(last_is_not_divided) < length; k++) {
            row[k * step] = ON(takes_the_log) ? row[k * step] - log(divisor)
                                              : row[k * step] / divisor;
        }
    }
}

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

BREAKABLE(mean_squared_error, broken_squared, "sec:mean-squared-error");
BREAKS(broken_squared, sum_of_squares,
       "This is the sum of the squares. Divide it by count: it is a mean.");
BREAKS(broken_squared, half_the_mean,
       "There is a factor ½. Some texts put it before the square to make the "
       "derivative look simpler; here there is none.");
BREAKS(broken_squared, root_of_the_mean,
       "The square root is returned. The mean squared error has no root.");
BREAKS(broken_squared, absolute_error,
       "The differences are made positive by |…|. They should be squared.");
BREAKS(broken_squared, plain_difference,
       "The differences are added up without being squared, so that errors "
       "above and below cancel.");
BREAKS(broken_squared, squares_the_sum,
       "The sum is squared instead of each difference: errors above and below "
       "cancel before they are squared.");
BREAKS(broken_squared, difference_of_squares,
       "The squares are subtracted, y² − t². The difference should be squared: "
       "(y − t)².");
BREAKS(broken_squared, square_without_parentheses,
       "The parentheses are missing: y − t · y − t is y − (t · y) − t.");
BREAKS(broken_squared, adds_the_target,
       "The target is added to the answer; it should be subtracted.");
BREAKS(broken_squared, whole_number_division,
       "1 / count is a division of whole numbers, and gives 0 for every count "
       "above 1. Divide the sum by (real)count.");
BREAKS(broken_squared, divides_by_one_less,
       "The sum is divided by count − 1, as for a sample's variance. Divide by "
       "count.");
BREAKS(broken_squared, last_error_only,
       "Only the last square is left: each overwrites the one before. They "
       "should be added up.");
BREAKS(broken_squared, squares_in_an_int,
       "The sum is kept in an int, which cuts off what stands behind the "
       "decimal point. Use real.");

static real broken_squared(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        real target = ON(adds_the_target) ? -t[i] : t[i];
        real difference = y[i] - target;
        real term = ON(absolute_error) ? fabs(difference)
                    : ON(plain_difference) || ON(squares_the_sum) ? difference
                    : ON(difference_of_squares) ? y[i] * y[i] - target * target
                    : ON(square_without_parentheses)
                        ? y[i] - target * y[i] - target
                        : difference * difference;
        sum = (ON(last_error_only) ? 0 : sum) + term;
        sum = ON(squares_in_an_int) ? (real)(int)sum : sum;
    }
    sum *= ON(squares_the_sum) ? sum : 1;
    sum /= ON(half_the_mean) ? 2 : 1;
    real mean = ON(sum_of_squares)          ? sum
                : ON(whole_number_division) ? sum * (count == 1)
                : ON(divides_by_one_less)   ? sum / ((real)count - 1)
                                            : sum / (real)count;
    return ON(root_of_the_mean) ? sqrt(mean) : mean;
}

/* ---- 3.6 binary_cross_entropy ---- */

#define LID                                                                    \
    "A small number inside the logarithm avoids log 0, but it falsifies "      \
    "every "                                                                   \
    "loss and puts a lid on the large ones. Compute from the score itself: "

BREAKABLE(binary_cross_entropy, broken_binary, "sec:binary-cross-entropy");
BREAKS(broken_binary, sum_over_examples,
       "This is the sum over the examples. Divide it by n: it is a mean.");
BREAKS(broken_binary, last_example_only,
       "Only the last example counts: each loss overwrites the one before. "
       "They should be added up.");
BREAKS(broken_binary, wrong_sign,
       "The sign is wrong: the logarithm of a probability is negative, the "
       "loss is not.");
BREAKS(broken_binary, log_of_sigmoid,
       "It is right until a score is large: then the sigmoid is exactly 0 or "
       "1, and the logarithm of 0 comes in. Compute from the score itself: "
       "max(z, 0) − z t + log(1 + e^−|z|).");
#define BINARY_LID LID "max(z, 0) − z t + log(1 + e^−|z|)."
BREAKS(broken_binary, log_of_sigmoid_with_epsilon, BINARY_LID);
BREAKS(broken_binary, log_of_sigmoid_plus_1e_8, BINARY_LID);
BREAKS(broken_binary, log_of_sigmoid_plus_1e_9, BINARY_LID);
BREAKS(broken_binary, log_of_sigmoid_plus_1e_10, BINARY_LID);
BREAKS(broken_binary, log_of_sigmoid_plus_1e_12, BINARY_LID);
BREAKS(broken_binary, log_of_sigmoid_plus_1e_15, BINARY_LID);
BREAKS(broken_binary, clips_the_sigmoid,
       "The probability is kept away from 0 and 1 by a clip. That avoids log "
       "0, but every example that is sure and wrong then costs the same. "
       "Compute from the score itself: max(z, 0) − z t + log(1 + e^−|z|).");
BREAKS(broken_binary, scores_as_probabilities,
       "The scores are used as if they were probabilities. The sigmoid is "
       "still missing.");
BREAKS(broken_binary, first_term_only,
       "The second term, −(1 − t) log(1 − σ(z)), is missing: examples with "
       "target 0 cost nothing.");
BREAKS(broken_binary, targets_swapped,
       "t and 1 − t have changed places: right answers cost much and wrong "
       "ones little.");
BREAKS(broken_binary, targets_are_flags,
       "A target between 0 and 1 is taken for a plain yes or no. The formula "
       "multiplies by t itself.");
BREAKS(broken_binary, product_added,
       "z t is added; it should be subtracted: max(z, 0) − z t + ...");
BREAKS(broken_binary, without_max, "The term max(z, 0) is missing.");
BREAKS(broken_binary, without_product, "The term − z t is missing.");
BREAKS(broken_binary, without_parentheses,
       "Parentheses are missing around (z > 0 ? z : 0): what follows belongs "
       "to the part behind the colon, so that nothing else counts where z is "
       "positive.");
BREAKS(broken_binary, max_reaches_too_far,
       "A parenthesis closes too late: this is max(z, −z t). It should be "
       "max(z, 0) − z t.");
BREAKS(broken_binary, without_absolute_value,
       "In log(1 + e^−|z|) the absolute value is missing: it is wrong where z "
       "is negative.");
BREAKS(broken_binary, exponent_without_minus,
       "In log(1 + e^−|z|) the minus sign is missing.");
BREAKS(broken_binary, absolute_value_of_an_int,
       "abs is for int and cuts off what stands behind the decimal point. Use "
       "fabs.");
BREAKS(broken_binary, without_logarithm,
       "The term log(1 + e^−|z|) is missing.");
TOGETHER(exponent_without_minus, without_max,
         "log(1 + e^|z|) is max(z, 0) + log(1 + e^−z)");
BREAKS(broken_binary, overflows_for_large_scores,
       "log(1 + e^z) is right until z is large: e^1000 is inf. Write it as "
       "max(z, 0) + log(1 + e^−|z|).");

/* −t log p − (1 − t) log(1 − p) */
static real broken_logs(real v, real t, real epsilon)
{
    real p = ON(scores_as_probabilities) ? v : sigmoid(v), q = 1 - p;
    if (ON(clips_the_sigmoid)) {
        p = fmin(fmax(p, epsilon), 1 - epsilon);
        q = 1 - p;
        epsilon = 0;
    }
    real second = ON(first_term_only) ? 0 : (1 - t) * log(q + epsilon);
    return -t * log(p + epsilon) - second;
}

static real broken_term(real v, real t)
{
    real epsilon = ON(log_of_sigmoid_with_epsilon) ? (real)1e-7
                   : ON(log_of_sigmoid_plus_1e_8)  ? (real)1e-8
                   : ON(log_of_sigmoid_plus_1e_9)  ? (real)1e-9
                   : ON(log_of_sigmoid_plus_1e_10) ? (real)1e-10
                   : ON(log_of_sigmoid_plus_1e_12) ? (real)1e-12
                   : ON(log_of_sigmoid_plus_1e_15) ? (real)1e-15
                   : ON(clips_the_sigmoid)         ? (real)1e-7
                                                   : 0;
    if (epsilon > 0 || ON(log_of_sigmoid) || ON(scores_as_probabilities)) {
        return broken_logs(v, t, epsilon);
    }
    real largest = ON(without_max) ? 0 : fmax(v, (real)0);
    real product = ON(without_product) ? 0 : ON(product_added) ? -v * t : v * t;
    real size = ON(absolute_value_of_an_int) ? trunc(fabs(v))
                : ON(without_absolute_value) ? v
                                             : fabs(v);
    real bend = log1p(exp(ON(exponent_without_minus) ? size : -size));
    bend = ON(without_logarithm) ? 0 : bend;
    return ON(first_term_only)                ? t * (fmax(-v, (real)0) + bend)
           : ON(overflows_for_large_scores)   ? log(1 + exp(v)) - product
           : ON(without_parentheses) && v > 0 ? v
           : ON(max_reaches_too_far)          ? fmax(v, -product) + bend
                                              : largest - product + bend;
}

static real broken_binary(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real target = ON(targets_are_flags) ? t[e] == 1 : t[e];
        target = ON(targets_swapped) ? 1 - target : target;
        sum = (ON(last_example_only) ? 0 : sum) + broken_term(z[e], target);
    }
    sum = ON(wrong_sign) ? -sum : sum;
    return ON(sum_over_examples) ? sum : sum / (real)n;
}

/* ---- 3.7 one_hot ---- */

BREAKABLE(one_hot, broken_one_hot, "sec:one-hot");
BREAKS(broken_one_hot, only_the_one,
       "The 1 is written, but not the zeros: y may come with anything in it.");
BREAKS(broken_one_hot, stops_at_the_one,
       "The loop ends at the 1, so that the classes behind it get no 0. y may "
       "come with anything in it.");
BREAKS(broken_one_hot, counts_from_one,
       "The 1 stands one place too far left: labels count from 0.");
BREAKS(broken_one_hot, one_place_right,
       "The 1 stands one place too far right: labels count from 0.");
TOGETHER(counts_from_one, one_place_right, "they cancel");
BREAKS(broken_one_hot, by_columns,
       "The result is stored with one class in each row, y[k * n + e]. A row "
       "is an example: y[e * classes + k].");
BREAKS(broken_one_hot, minus_one_elsewhere,
       "The other classes get −1. They should get 0: a row is a distribution "
       "of probability.");
BREAKS(broken_one_hot, the_label_itself,
       "The number of the class is written in place of a 1.");
BREAKS(broken_one_hot, first_label_for_all,
       "Every row shows the label of the first example.");
BREAKS(broken_one_hot, last_row_missing,
       "The last example is left out; there are n of them.");
BREAKS(broken_one_hot, one_cold,
       "Zeros and ones have changed places: the class of the label should get "
       "the 1.");

static void broken_one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e + ON(last_row_missing) < n; e++) {
        int label = labels[ON(first_label_for_all) ? 0 : e];
        int place = label - ON(counts_from_one) + ON(one_place_right);
        for (size_t k = 0; k < classes; k++) {
            bool one = ((int)k == place) != ON(one_cold);
            if (one || !ON(only_the_one)) {
                y[ON(by_columns) ? k * n + e : e * classes + k] =
                    !one                   ? -ON(minus_one_elsewhere)
                    : ON(the_label_itself) ? (real)label
                                           : 1;
            }
            if (one && ON(stops_at_the_one)) {
                break;
            }
        }
    }
}

/* ---- 3.8 cross_entropy ---- */

BREAKABLE(cross_entropy, broken_cross, "sec:log-sum-exp");
BREAKS_SEE(broken_cross, sum_of_losses,
           "This is the sum over the batch. Divide it by n: it is a mean.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, mean_over_classes,
           "The sum is divided by classes. There is one term for each example: "
           "divide by n.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, mean_over_classes_too,
           "The sum is divided by n times classes. There is one term for each "
           "example: divide by n.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, last_loss_only,
           "Only the last example counts: each loss overwrites the one before. "
           "They should be added up.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, negative_loss,
           "The sign is wrong: the logarithm of a probability is negative, the "
           "loss is not.",
           "sec:cross-entropy");
BREAKS(broken_cross, log_of_softmax,
       "It is right until the label's probability is so small that it becomes "
       "0. Do not take the logarithm of a probability: with the largest score "
       "subtracted, it is log Σ e^z − z[label].");
#define CROSS_LID LID "log Σ e^z − z[label]."
BREAKS(broken_cross, log_of_softmax_with_epsilon, CROSS_LID);
BREAKS(broken_cross, log_of_softmax_plus_1e_8, CROSS_LID);
BREAKS(broken_cross, log_of_softmax_plus_1e_9, CROSS_LID);
BREAKS(broken_cross, log_of_softmax_plus_1e_10, CROSS_LID);
BREAKS(broken_cross, log_of_softmax_plus_1e_12, CROSS_LID);
BREAKS(broken_cross, log_of_softmax_plus_1e_15, CROSS_LID);
BREAKS(broken_cross, clips_the_softmax,
       "The probability is kept away from 0 by a clip. That avoids log 0, but "
       "every example that is sure and wrong then costs the same. Compute from "
       "the scores: log Σ e^z − z[label].");
BREAKS(broken_cross, sum_overflows,
       "It is right until a score is large: e^1000 is inf, and of scores "
       "around −1000 nothing is left. Take the largest score out of the sum "
       "first.");
BREAKS(broken_cross, forgets_the_largest,
       "The largest score is subtracted inside the sum and not added again "
       "outside of the logarithm.");
BREAKS(broken_cross, largest_of_the_batch,
       "The largest score of the whole batch is taken out of every sum. Of a "
       "row far below it nothing is left: each row needs its own.");
BREAKS(broken_cross, largest_goes_on,
       "The search for the largest score does not begin anew in each row. It "
       "should start from the row's first score.");
BREAKS(broken_cross, largest_from_zero,
       "The search for the largest score starts from 0, so that it finds 0 in "
       "a row of negative scores. Start from the row's first score.");
BREAKS(broken_cross, largest_is_smallest,
       "The smallest score is taken out of the sum, not the largest: the "
       "comparison points the wrong way.");
BREAKS(broken_cross, largest_of_neighbours,
       "Each score is compared with the one before it. To find the largest, "
       "compare with the largest so far.");
BREAKS(broken_cross, largest_without_first,
       "The search for the largest score never looks at the first one.");
BREAKS(broken_cross, largest_without_last,
       "The search for the largest score never looks at the last one: its loop "
       "ends too early.");
BREAKS(broken_cross, powers_go_on,
       "The sum of the powers is not set back to 0 for each row.");
BREAKS(broken_cross, to_base_two,
       "The logarithm has base 2. It should be the natural one, log.");
BREAKS(broken_cross, forgets_the_label,
       "The score of the label is not subtracted: log Σ e^z − z[label].");
BREAKS(broken_cross, label_score_added,
       "The score of the label is added; it should be subtracted.");
BREAKS(broken_cross, subtracts_the_label,
       "The number of the label is subtracted. It should be the label's score, "
       "z[e * classes + labels[e]].");
BREAKS(broken_cross, labels_from_one,
       "The score in front of the label's is taken: labels count from 0.");
BREAKS(broken_cross, label_in_first_row,
       "The label's score is taken from the first row. Example e begins at z + "
       "e * classes.");
BREAKS_SEE(broken_cross, softmax_twice,
           "Softmax is applied twice: its probabilities are used as scores "
           "again.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, scores_taken_for_probabilities,
           "The logarithm is taken of the score itself, as if it were a "
           "probability. The softmax is missing.",
           "sec:cross-entropy");
TOGETHER(softmax_twice, scores_taken_for_probabilities,
         "this is log_of_softmax");
BREAKS_SEE(broken_cross, first_label,
           "Every example is judged by the label of the first.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, first_scores,
           "Every example is judged by the scores of the first. Example e "
           "begins at z + e * classes.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, adds_binary_terms,
           "Terms −log(1 − p) of the other classes are added, as if each class "
           "were a question of its own. Only the label's term counts.",
           "sec:cross-entropy");
BREAKS_SEE(broken_cross, one_minus_probability,
           "This is 1 minus the label's probability. The loss is minus its "
           "logarithm.",
           "sec:cross-entropy");

/* The loss of one example, from the scores of its row. */
static real broken_loss(const real *row, real score, real largest, real total,
                        size_t classes, size_t label)
{
    real epsilon = ON(log_of_softmax_with_epsilon) ? (real)1e-7
                   : ON(log_of_softmax_plus_1e_8)  ? (real)1e-8
                   : ON(log_of_softmax_plus_1e_9)  ? (real)1e-9
                   : ON(log_of_softmax_plus_1e_10) ? (real)1e-10
                   : ON(log_of_softmax_plus_1e_12) ? (real)1e-12
                   : ON(log_of_softmax_plus_1e_15) ? (real)1e-15
                   : ON(clips_the_softmax)         ? (real)1e-7
                                                   : 0;
    real p = exp(score - largest) / total;
    real loss = largest + log(total) - score;
    loss = ON(to_base_two) ? largest + log2(total) - score : loss;
    loss = ON(log_of_softmax) || epsilon > 0 ? -log(p + epsilon) : loss;
    loss = ON(clips_the_softmax) ? -log(fmax(p, epsilon)) : loss;
    loss = ON(scores_taken_for_probabilities) ? -log(score) : loss;
    loss = ON(one_minus_probability) ? 1 - p : loss;
    loss -= ON(forgets_the_largest) ? largest : 0;
    for (size_t k = 0; k < classes && ON(adds_binary_terms); k++) {
        loss -= k == label ? 0 : log1p(-exp(row[k] - largest) / total);
    }
    return loss;
}

static real broken_cross(const real *z, const int *labels, size_t n,
                         size_t classes)
{
    Search search = ON(largest_from_zero)       ? FROM_ZERO
                    : ON(largest_is_smallest)   ? FOR_THE_SMALLEST
                    : ON(largest_of_neighbours) ? AMONG_NEIGHBOURS
                    : ON(largest_without_first) ? WITHOUT_FIRST
                    : ON(largest_without_last)  ? WITHOUT_LAST
                                                : SOUND;
    real of_all = found(search, z, n * classes, 1), before = z[0];
    real sum = 0, total = 0, p[LARGEST];
    for (size_t e = 0; e < n; e++) {
        const real *row = z + (ON(first_scores) ? 0 : e * classes);
        if (ON(softmax_twice)) {
            softmax(row, p, 1, classes);
            row = p;
        }
        real largest = found(search, row, classes, 1);
        largest = ON(largest_goes_on) ? fmax(before, largest) : largest;
        before = largest;
        largest = ON(sum_overflows)          ? 0
                  : ON(largest_of_the_batch) ? of_all
                                             : largest;
        total = ON(powers_go_on) ? total : 0;
        for (size_t k = 0; k < classes; k++) {
            total += exp(row[k] - largest);
        }
        int label = labels[ON(first_label) ? 0 : e];
        const real *at = (ON(label_in_first_row) ? z : row) + label;
        real score = ON(subtracts_the_label) ? (real)label
                     : ON(forgets_the_label) ? 0
                     : ON(labels_from_one)   ? at[-1]
                                             : at[0];
        score = ON(label_score_added) ? -score : score;
        sum = (ON(last_loss_only) ? 0 : sum) +
              broken_loss(row, score, largest, total, classes, (size_t)label);
    }
    sum = ON(negative_loss) ? -sum : sum;
    return ON(sum_of_losses)           ? sum
           : ON(mean_over_classes)     ? sum / (real)classes
           : ON(mean_over_classes_too) ? sum / (real)(n * classes)
                                       : sum / (real)n;
}

/* ---- 3.9 parameter_count ---- */

BREAKABLE(parameter_count, broken_count, "sec:counting");
BREAKS(broken_count, forgets_biases,
       "The biases are not counted: one for each unit of a layer.");
BREAKS(broken_count, biases_of_the_inputs,
       "One bias is counted for each input of a layer. It is the units, the "
       "layer's outputs, that have a bias each.");
BREAKS(broken_count, one_bias_a_layer,
       "One bias is counted for each layer. Every unit has its own.");
BREAKS(broken_count, biases_of_the_input_too,
       "The inputs of the network are counted as if they had biases. They are "
       "numbers that come in, not units.");
BREAKS(broken_count, weights_between_units,
       "The units are multiplied by themselves. Each unit has a weight for "
       "each input of its layer: sizes[l + 1] times sizes[l].");
BREAKS(broken_count, first_layer_missing,
       "The first layer is left out: it leads from sizes[0] to sizes[1].");
BREAKS(broken_count, last_layer_missing,
       "The last layer is left out: there are `layers` of them, and one size "
       "more. (And if layers is 0, layers - 1 is a huge number.)");
BREAKS(broken_count, one_layer_too_many,
       "A layer too many is counted: sizes has layers + 1 numbers, and the "
       "last layer leads from sizes[layers - 1] to sizes[layers].");
BREAKS(broken_count, in_an_int,
       "The count overflows: it is kept in 32 bits. An int ends at about two "
       "thousand million, an unsigned at four. Use size_t.");

static size_t broken_count(const size_t *sizes, size_t layers)
{
    size_t count = ON(biases_of_the_input_too) ? sizes[0] : 0;
    size_t end =
        ON(one_layer_too_many) ? layers + 1 : layers - ON(last_layer_missing);
    for (size_t l = ON(first_layer_missing); l < end; l++) {
        size_t units = sizes[l + 1];
        count += units * (ON(weights_between_units) ? units : sizes[l]);
        count += ON(forgets_biases)         ? 0
                 : ON(biases_of_the_inputs) ? sizes[l]
                 : ON(one_bias_a_layer)     ? 1
                                            : units;
    }
    return ON(in_an_int) ? (size_t)(int)(unsigned)count : count;
}
