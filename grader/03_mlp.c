#include "mlp.h"
#include "probe.h"

/* Hand-made cases come first: shapes of one, both transposes, exact zeros and
   ties, scores of ±1000. The last cases are too large for a counter of one byte
   and for a small array. */

enum { WIDE = 1100 };

static const char *const yes_or_no[] = {"false", "true"};

static void case_flag(Case *c, const char *name, bool value)
{
    case_choice(c, name, value, yes_or_no[value]);
}

static void fill_labels(int *labels, size_t n, size_t classes, Rng *rng)
{
    for (size_t i = 0; i < n; i++) {
        labels[i] = (int)rng_below(rng, classes);
    }
}

static void fill_ints(int *x, size_t n, const int *values)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = values[i];
    }
}

/* ---- 3.1 gemm ---- */

typedef struct Product {
    const char *title;
    bool transpose_a, transpose_b, accumulate;
    size_t m, n, k;
    double a[6], b[6], c[6], expected[6];
} Product;

/* clang-format off */
static const Product products[] = {
    {"two square matrices", false, false, false, 2, 2, 2, {1, 2, 3, 4},
     {5, 6, 7, 8}, {0}, {19, 22, 43, 50}},
    {"one number times one number", false, false, false, 1, 1, 1, {3}, {-2},
     {0}, {-6}},
    {"A comes transposed", true, false, false, 3, 2, 2, {1, 2, 3, 4, 5, 6},
     {1, 2, 3, 4}, {0}, {13, 18, 17, 24, 21, 30}},
    {"B comes transposed", false, true, false, 2, 2, 3, {1, 2, 3, 4, 5, 6},
     {1, 0, -1, 2, 1, 0}, {0}, {-2, 4, -2, 13}},
    {"both come transposed", true, true, false, 2, 1, 3, {1, 2, 3, 4, 5, 6},
     {1, -1, 2}, {0}, {8, 10}},
    {"added to what C holds", false, false, true, 2, 2, 2, {1, 2, 3, 4},
     {5, 6, 7, 8}, {10, 20, 30, 40}, {29, 42, 73, 90}},
    {"a row times a column", false, false, false, 1, 1, 3, {1, 2, 3},
     {4, 5, 6}, {0}, {32}},
    {"a column times a row", false, false, false, 3, 2, 1, {1, 2, 3}, {4, 5},
     {0}, {4, 5, 8, 10, 12, 15}},
    {"k = 0: an empty sum is 0", false, false, false, 2, 2, 0, {0}, {0}, {0},
     {0, 0, 0, 0}},
    {"k = 0: nothing is added", true, false, true, 2, 1, 0, {0}, {0}, {7, -8},
     {7, -8}},
    {"k = 0, B comes transposed", false, true, false, 1, 2, 0, {0}, {0}, {0},
     {0, 0}},
    {"k = 0, both come transposed", true, true, true, 1, 2, 0, {0}, {0},
     {7, -8}, {7, -8}},
};
/* clang-format on */

enum { PRODUCTS = sizeof products / sizeof products[0], WIDE_PRODUCTS = 36 };

static void draw_gemm(Case *c, size_t i, Rng *rng)
{
    Product by_hand = {.m = size_up_to(5, rng),
                       .n = size_up_to(5, rng),
                       .k = size_up_to(5, rng),
                       .transpose_a = i & 1,
                       .transpose_b = i & 2,
                       .accumulate = i & 4};
    if (i < PRODUCTS) {
        by_hand = products[i];
        case_title(c, "%s", by_hand.title);
    } else if (i >= WIDE_PRODUCTS) { /* m, n and k in turn, four times each */
        size_t *sizes_of[] = {&by_hand.m, &by_hand.n, &by_hand.k};
        *sizes_of[(i - WIDE_PRODUCTS) / 4] = WIDE;
        case_title(c, "large matrices");
    }
    size_t m = by_hand.m, n = by_hand.n, k = by_hand.k;
    case_flag(c, "transpose_a", by_hand.transpose_a);
    case_flag(c, "transpose_b", by_hand.transpose_b);
    case_flag(c, "accumulate", by_hand.accumulate);
    case_number(c, "m", (double)m);
    case_number(c, "n", (double)n);
    case_number(c, "k", (double)k);
    real *a = by_hand.transpose_a ? case_reals(c, "a", GIVEN, k, m)
                                  : case_reals(c, "a", GIVEN, m, k);
    real *b = by_hand.transpose_b ? case_reals(c, "b", GIVEN, n, k)
                                  : case_reals(c, "b", GIVEN, k, n);
    real *result =
        case_reals(c, "c", by_hand.accumulate ? CHANGED : RESULT, m, n);
    if (i < PRODUCTS) {
        fill_with(a, m * k, by_hand.a);
        fill_with(b, k * n, by_hand.b);
        fill_with(result, m * n, by_hand.c);
        case_expect(c, "c", m * n, by_hand.expected);
    } else {
        fill_normal(a, m * k, rng);
        fill_normal(b, k * n, rng);
        fill_normal(result, m * n, rng);
    }
}

static void call_gemm(Function *f, Case *c)
{
    ((__typeof__(gemm) *)f)(
        number(c, "transpose_a") != 0, number(c, "transpose_b") != 0,
        reals(c, "a"), reals(c, "b"), reals(c, "c"), count_of(c, "m"),
        count_of(c, "n"), count_of(c, "k"), number(c, "accumulate") != 0);
}

PROBE(3, 1, gemm, .cases = 48, .draw = draw_gemm, .call = call_gemm,
      .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 3.2 dense_forward ---- */

static void draw_dense(Case *c, size_t i, Rng *rng)
{
    size_t n = i == 0 ? 2 : i == 1 ? 1 : size_up_to(6, rng);
    size_t in = i == 0 ? 2 : i == 1 ? 1 : size_up_to(6, rng);
    size_t out = i == 0 ? 3 : i == 1 ? 1 : size_up_to(6, rng);
    if (i >= 32) {
        static const char *const titles[] = {"many examples", "many inputs",
                                             "many units"};
        case_title(c, "%s", titles[i - 32]);
        *(i == 32 ? &n : i == 33 ? &in : &out) = WIDE;
    }
    case_number(c, "n", (double)n);
    case_number(c, "in", (double)in);
    case_number(c, "out", (double)out);
    real *x = case_reals(c, "x", GIVEN, n, in);
    real *w = case_reals(c, "w", GIVEN, out, in);
    real *b = case_reals(c, "b", GIVEN, 1, out);
    case_reals(c, "y", RESULT, n, out);
    if (i == 0) {
        case_title(c, "the hidden layer of the chapter's example");
        fill_with(x, n * in, (double[]){2, 1, -1, 3});
        fill_with(w, out * in, (double[]){1, -1, 0.5, 2, -1, 1});
        fill_with(b, out, (double[]){0, -1, 0.5});
        case_expect(c, "y", 6, (double[]){1, 2, -0.5, -4, 4.5, 4.5});
    } else if (i == 1) {
        case_title(c, "one example, one input, one unit");
        fill_with(x, 1, (double[]){-3});
        fill_with(w, 1, (double[]){2});
        fill_with(b, 1, (double[]){1});
        case_expect(c, "y", 1, (double[]){-5});
    } else {
        fill_normal(x, n * in, rng);
        fill_normal(w, out * in, rng);
        fill_normal(b, out, rng);
    }
}

static void call_dense(Function *f, Case *c)
{
    ((__typeof__(dense_forward) *)f)(
        reals(c, "x"), reals(c, "w"), reals(c, "b"), reals(c, "y"),
        count_of(c, "n"), count_of(c, "in"), count_of(c, "out"));
}

PROBE(3, 2, dense_forward, .cases = 35, .draw = draw_dense, .call = call_dense,
      .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 3.3 activate ---- */

static const char *const activation_names[ACTIVATIONS] = {
    "IDENTITY",   "SIGMOID", "TANH",     "RELU",
    "LEAKY_RELU", "ELU",     "SOFTPLUS", "HARD_TANH"};

enum { POINTS = 7 };

/* ln 3 / 2, ln 2 and ln 3: there the exponentials are simple fractions. */
#define LN2 0.693147180559945309417
#define LN3 1.09861228866810969140

static const double points[ACTIVATIONS][POINTS] = {
    [IDENTITY] = {-1000, -2, -0.5, 0, 0.5, 2, 1000},
    [SIGMOID] = {-1000, -LN3, -LN2, 0, LN2, LN3, 1000},
    [TANH] = {-1000, -LN2, -LN3 / 2, 0, LN3 / 2, LN2, 1000},
    [RELU] = {-1000, -2, -0.5, 0, 0.5, 2, 1000},
    [LEAKY_RELU] = {-1000, -2, -0.5, 0, 0.5, 2, 1000},
    [ELU] = {-1000, -LN3, -LN2, 0, 0.5, 2, 1000},
    [SOFTPLUS] = {-1000, -LN3, -LN2, 0, LN2, LN3, 1000},
    [HARD_TANH] = {-1000, -1, -0.5, 0, 0.5, 1, 1000},
};

static const double at_points[ACTIVATIONS][POINTS] = {
    [IDENTITY] = {-1000, -2, -0.5, 0, 0.5, 2, 1000},
    [SIGMOID] = {0, 0.25, 1.0 / 3, 0.5, 2.0 / 3, 0.75, 1},
    [TANH] = {-1, -0.6, -0.5, 0, 0.5, 0.6, 1},
    [RELU] = {0, 0, 0, 0, 0.5, 2, 1000},
    [LEAKY_RELU] = {-10, -0.02, -0.005, 0, 0.5, 2, 1000},
    [ELU] = {-1, -2.0 / 3, -0.5, 0, 0.5, 2, 1000},
    [SOFTPLUS] = {0, 2 * LN2 - LN3, LN3 - LN2, LN2, LN3, 2 * LN2, 1000},
    [HARD_TANH] = {-1, -1, -0.5, 0, 0.5, 1, 1},
};

/* Where a formula that is nearly right, or right for small numbers only, shows. */
static const double more_points[] = {
    -0x1p120, -720, -90, -22, -12,         -8,    -3, -1.001, -1 + 0x1p-20,
    -1e-7,    1e-7, 0.3, 0.8, 1 - 0x1p-20, 1.001, 3,  8,      12,
    0x1p120,
};

enum { MORE_POINTS = sizeof more_points / sizeof more_points[0] };

/* Every activation in turn: at its points, in place, at more points, drawn, and
   at the end many numbers at once. */
static void draw_activate(Case *c, size_t i, Rng *rng)
{
    size_t g = i % ACTIVATIONS, round = i / ACTIVATIONS;
    bool in_place = round == 1;
    size_t count = round == 0   ? POINTS
                   : round == 2 ? MORE_POINTS
                   : round == 5 ? WIDE
                                : size_up_to(9, rng);
    case_choice(c, "g", g, activation_names[g]);
    case_number(c, "count", (double)count);
    case_flag(c, "in_place", in_place);
    real *z = case_reals(c, "z", GIVEN, 1, count);
    case_reals(c, "y", RESULT, 1, count);
    if (i < ACTIVATIONS) {
        case_title(c, "%s at chosen points", activation_names[g]);
        fill_with(z, count, points[g]);
        case_expect(c, "y", count, at_points[g]);
    } else if (round == 2) {
        case_title(c, "%s, near 0 and far from it", activation_names[g]);
        fill_with(z, count, more_points);
    } else {
        case_title(c, round == 5 ? "%s of many numbers" : "%s at random",
                   activation_names[g]);
        fill_normal(z, count, rng);
        for (size_t k = 0; k < count; k++) {
            z[k] *= 3;
        }
    }
    if (in_place) {
        case_title(c, "%s, with z and y the same array", activation_names[g]);
    }
}

static void call_activate(Function *f, Case *c)
{
    real *z = reals(c, "z"), *y = reals(c, "y");
    if (number(c, "in_place") != 0) {
        for (size_t i = 0; i < count_of(c, "count"); i++) {
            y[i] = z[i];
        }
        z = y;
    }
    ((__typeof__(activate) *)f)((Activation)number(c, "g"), z, y,
                                count_of(c, "count"));
}

PROBE(3, 3, activate, .cases = 48, .draw = draw_activate, .call = call_activate,
      .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 3.4 softmax ---- */

typedef struct Scores {
    const char *title;
    size_t n, classes;
    double z[6], p[6];
} Scores;

static const Scores scores[] = {
    {"probabilities 1/4, 1/2 and 1/4", 1, 3, {0, LN2, 0}, {0.25, 0.5, 0.25}},
    {"two examples: each row adds up to 1",
     2,
     2,
     {0, LN3, LN2, LN2},
     {0.25, 0.75, 0.5, 0.5}},
    {"one class only", 2, 1, {5, -3}, {1, 1}},
    {"scores of 1000", 1, 3, {1000, 1000, -1000}, {0.5, 0.5, 0}},
    {"scores of −1000", 1, 2, {-1000, -1000 - LN3}, {0.75, 0.25}},
    {"a row of 1000s above a row of −1000s",
     2,
     2,
     {1000 + LN3, 1000, -1000, -1000 + LN3},
     {0.75, 0.25, 0.25, 0.75}},
    {"a row of −1000s above a row of 1000s",
     2,
     2,
     {-1000, -1000 + LN3, 1000 + LN3, 1000},
     {0.25, 0.75, 0.75, 0.25}},
    {"the largest score stands first", 1, 3, {1000, 0, 1}, {1, 0, 0}},
    {"the largest score stands in the middle", 1, 3, {1, 1000, 0}, {0, 1, 0}},
    {"the largest score stands last", 1, 3, {1, 0, 1000}, {0, 0, 1}},
    {"enormous scores", 1, 2, {0x1p119, 0x1p120}, {0, 1}},
    {"enormous negative scores", 1, 2, {-0x1p120, -0x1p121}, {1, 0}},
};

enum { SCORES = sizeof scores / sizeof scores[0], ROWS = 10 };

/* In row e the score of class e is far above the others, which go up and down;
   and each row has a height of its own. Whatever else is taken for the largest
   overflows, or leaves a sum of 0. */
static void fill_peaks(real *z)
{
    for (int e = 0; e < ROWS; e++) {
        for (int k = 0; k < ROWS; k++) {
            *z++ = (real)((e % 2) * -2000 + (k == e ? 1000 : (k + e) % 2));
        }
    }
}

/* Every third random case has scores so far apart that they overflow. Of very
   many, the first is the largest in one row, the last in the other. */
static void fill_scores(real *z, size_t count, size_t i, Rng *rng)
{
    fill_normal(z, count, rng);
    for (size_t k = 0; i % 3 == 0 && k < count; k++) {
        z[k] *= 500;
    }
    if (i == 42) {
        z[0] = z[count - 1] = 5000;
    }
}

static void title_scores(Case *c, size_t i)
{
    if (i >= 42) {
        case_title(c, i == 43 ? "many examples" : "many classes");
    }
}

static void draw_softmax(Case *c, size_t i, Rng *rng)
{
    size_t n = i < SCORES ? scores[i].n : size_up_to(5, rng);
    size_t classes = i < SCORES ? scores[i].classes : size_up_to(ROWS, rng);
    bool in_place = i > SCORES && i % 4 == 0;
    n = i == SCORES ? ROWS : i == 42 ? 2 : i == 43 ? WIDE : n;
    classes = i == SCORES ? ROWS : i == 42 || i == 44 ? WIDE : classes;
    case_number(c, "n", (double)n);
    case_number(c, "classes", (double)classes);
    case_flag(c, "in_place", in_place);
    real *z = case_reals(c, "z", GIVEN, n, classes);
    case_reals(c, "p", RESULT, n, classes);
    if (i < SCORES) {
        case_title(c, "%s", scores[i].title);
        fill_with(z, n * classes, scores[i].z);
        case_expect(c, "p", n * classes, scores[i].p);
    } else if (i == SCORES) {
        double p[ROWS * ROWS] = {0};
        for (size_t e = 0; e < ROWS; e++) {
            p[e * ROWS + e] = 1;
        }
        case_title(c, "the largest score stands elsewhere in each row");
        fill_peaks(z);
        case_expect(c, "p", n * classes, p);
    } else {
        title_scores(c, i);
        fill_scores(z, n * classes, i, rng);
    }
    if (in_place) {
        case_title(c, "a random case, with z and p the same array");
    }
}

static void call_softmax(Function *f, Case *c)
{
    real *z = reals(c, "z"), *p = reals(c, "p");
    size_t n = count_of(c, "n"), classes = count_of(c, "classes");
    if (number(c, "in_place") != 0) {
        for (size_t i = 0; i < n * classes; i++) {
            p[i] = z[i];
        }
        z = p;
    }
    ((__typeof__(softmax) *)f)(z, p, n, classes);
}

PROBE(3, 4, softmax, .cases = 45, .draw = draw_softmax, .call = call_softmax,
      .tolerance = 1e-11, .float_tolerance = 0.01);

/* ---- 3.5 mean_squared_error ---- */

static void draw_squared(Case *c, size_t i, Rng *rng)
{
    size_t count = i == 0    ? 4
                   : i == 1  ? 1
                   : i == 2  ? 3
                   : i < 5   ? 2
                   : i == 24 ? WIDE
                             : size_up_to(9, rng);
    case_number(c, "count", (double)count);
    real *y = case_reals(c, "y", GIVEN, 1, count);
    real *t = case_reals(c, "t", GIVEN, 1, count);
    switch (i) {
    case 0:
        case_title(c, "differences of 1, −2, 0 and 3");
        fill_with(y, count, (double[]){2, 0, 5, 4});
        fill_with(t, count, (double[]){1, 2, 5, 1});
        case_expect_return(c, 3.5);
        break;
    case 1:
        case_title(c, "one number");
        fill_with(y, count, (double[]){-0.5});
        fill_with(t, count, (double[]){1});
        case_expect_return(c, 2.25);
        break;
    case 2:
        case_title(c, "all answers right");
        fill_with(y, count, (double[]){1, 2, 3});
        fill_with(t, count, (double[]){1, 2, 3});
        case_expect_return(c, 0);
        break;
    case 3:
        case_title(c, "large numbers close together");
        fill_with(y, count, (double[]){1000001, 1000002});
        fill_with(t, count, (double[]){1000000, 1000000});
        case_expect_return(c, 2.5);
        break;
    case 4: /* so large that a float does not know the difference */
        case_title(c, "huge numbers close together");
        fill_with(y, count, (double[]){0x1p40 + 1, 0x1p40 + 2});
        fill_with(t, count, (double[]){0x1p40, 0x1p40});
        break;
    default:
        if (count == WIDE) {
            case_title(c, "many numbers");
        }
        fill_normal(y, count, rng);
        fill_normal(t, count, rng);
    }
}

static void call_squared(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(mean_squared_error) *)f)(
                         reals(c, "y"), reals(c, "t"), count_of(c, "count")));
}

PROBE(3, 5, mean_squared_error, .cases = 25, .draw = draw_squared,
      .call = call_squared, .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 3.6 binary_cross_entropy ---- */

static void draw_binary(Case *c, size_t i, Rng *rng)
{
    size_t n = i == 0 || i == 2 ? 1 : i < 8 ? 2 : size_up_to(8, rng);
    n = i == 36 ? WIDE : n;
    case_number(c, "n", (double)n);
    real *z = case_reals(c, "z", GIVEN, 1, n);
    real *t = case_reals(c, "t", GIVEN, 1, n);
    switch (i) {
    case 0:
        case_title(c, "a score of 0: the neuron has no opinion");
        fill_with(z, n, (double[]){0});
        fill_with(t, n, (double[]){1});
        case_expect_return(c, LN2);
        break;
    case 1: /* −log 3/4 and −log 1/4 */
        case_title(c, "p = 3/4, once right and once wrong");
        fill_with(z, n, (double[]){LN3, LN3});
        fill_with(t, n, (double[]){1, 0});
        case_expect_return(c, 2 * LN2 - LN3 / 2);
        break;
    case 2: /* −(log 3/4 + log 1/4) / 2 */
        case_title(c, "a target between 0 and 1");
        fill_with(z, n, (double[]){LN3});
        fill_with(t, n, (double[]){0.5});
        case_expect_return(c, 2 * LN2 - LN3 / 2);
        break;
    case 3:
        case_title(c, "very sure, and right");
        fill_with(z, n, (double[]){1000, -1000});
        fill_with(t, n, (double[]){1, 0});
        case_expect_return(c, 0);
        break;
    case 4:
        case_title(c, "very sure, and wrong");
        fill_with(z, n, (double[]){1000, -1000});
        fill_with(t, n, (double[]){0, 1});
        case_expect_return(c, 1000);
        break;
    case 5: /* 1000 − 250 and 250 */
        case_title(c, "very sure, and the target is 1/4");
        fill_with(z, n, (double[]){1000, -1000});
        fill_with(t, n, (double[]){0.25, 0.25});
        case_expect_return(c, 500);
        break;
    case 6:
        case_title(c, "enormous scores, and right");
        fill_with(z, n, (double[]){0x1p120, -0x1p120});
        fill_with(t, n, (double[]){1, 0});
        case_expect_return(c, 0);
        break;
    case 7:
        case_title(c, "enormous scores, and wrong");
        fill_with(z, n, (double[]){0x1p120, -0x1p120});
        fill_with(t, n, (double[]){0, 1});
        case_expect_return(c, 0x1p120);
        break;
    default:
        if (n == WIDE) {
            case_title(c, "many examples");
        }
        fill_normal(z, n, rng);
        for (size_t k = 0; k < n; k++) {
            z[k] *= 4;
            t[k] =
                i % 3 == 0 ? (real)rng_uniform(rng) : (real)rng_below(rng, 2);
        }
    }
}

static void call_binary(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(binary_cross_entropy) *)f)(
                         reals(c, "z"), reals(c, "t"), count_of(c, "n")));
}

PROBE(3, 6, binary_cross_entropy, .cases = 37, .draw = draw_binary,
      .call = call_binary, .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 3.7 one_hot ---- */

static void draw_one_hot(Case *c, size_t i, Rng *rng)
{
    size_t n = i == 0 ? 1 : i == 1 ? 3 : size_up_to(6, rng);
    size_t classes = i == 0 ? 5 : i == 1 ? 2 : size_up_to(6, rng);
    n = i == 24 ? WIDE : i == 25 ? 3 : n;
    classes = i == 25 ? WIDE : classes;
    case_number(c, "n", (double)n);
    case_number(c, "classes", (double)classes);
    int *labels = case_ints(c, "labels", GIVEN, 1, n);
    case_reals(c, "y", RESULT, n, classes);
    if (i == 0) {
        case_title(c, "label 3 of five classes");
        fill_ints(labels, n, (int[]){3});
        case_expect(c, "y", 5, (double[]){0, 0, 0, 1, 0});
    } else if (i == 1) {
        case_title(c, "three examples of two classes");
        fill_ints(labels, n, (int[]){0, 1, 1});
        case_expect(c, "y", 6, (double[]){1, 0, 0, 1, 0, 1});
    } else if (i == 25) {
        case_title(c, "labels 0, 256 and %d", WIDE - 1);
        fill_ints(labels, n, (int[]){0, 256, WIDE - 1});
    } else {
        if (i == 24) {
            case_title(c, "many examples");
        }
        fill_labels(labels, n, classes, rng);
    }
}

static void call_one_hot(Function *f, Case *c)
{
    ((__typeof__(one_hot) *)f)(ints(c, "labels"), reals(c, "y"),
                               count_of(c, "n"), count_of(c, "classes"));
}

PROBE(3, 7, one_hot, .cases = 26, .draw = draw_one_hot, .call = call_one_hot,
      .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 3.8 cross_entropy ---- */

typedef struct Judged {
    const char *title;
    size_t n, classes;
    double z[6];
    int labels[3];
    double loss;
} Judged;

static const Judged judged[] = {
    {"equal scores for two classes", 1, 2, {0, 0}, {1}, LN2},
    {"p = 1/4, 1/2, 1/4, label 0", 1, 3, {0, LN2, 0}, {0}, 2 * LN2},
    {"two examples: the mean of log 4 and log 2",
     2,
     2,
     {0, LN3, LN2, LN2},
     {0, 1},
     1.5 * LN2},
    {"one class only", 1, 1, {7}, {0}, 0},
    {"very sure, and wrong", 1, 2, {0, 1000}, {0}, 1000},
    {"very sure, and right", 1, 2, {1000, -1000}, {0}, 0},
    {"scores of −1000", 1, 2, {-1000, -1000 - LN3}, {1}, 2 * LN2},
    {"a row of 1000s above a row of −1000s",
     2,
     2,
     {1000, 1000 + LN3, -1000, -1000 + LN3},
     {0, 0},
     2 * LN2},
    {"a row of −1000s above a row of 1000s",
     2,
     2,
     {-1000, -1000 + LN3, 1000, 1000 + LN3},
     {0, 0},
     2 * LN2},
    {"the largest score stands first", 1, 3, {1000, 0, 1}, {0}, 0},
    {"the largest score stands in the middle", 1, 3, {1, 1000, 0}, {2}, 1000},
    {"the largest score stands last", 1, 3, {1, 0, 1000}, {2}, 0},
    {"enormous scores", 1, 2, {0x1p120, 0x1p119}, {1}, 0x1p119},
    {"enormous negative scores", 1, 2, {-0x1p120, -0x1p121}, {0}, 0},
};

enum { JUDGED = sizeof judged / sizeof judged[0] };

static void draw_cross(Case *c, size_t i, Rng *rng)
{
    size_t n = i < JUDGED ? judged[i].n : size_up_to(5, rng);
    size_t classes = i < JUDGED ? judged[i].classes : size_up_to(ROWS, rng);
    n = i == JUDGED ? ROWS : i == 42 ? 2 : i == 43 ? WIDE : n;
    classes = i == JUDGED ? ROWS : i == 42 || i == 44 ? WIDE : classes;
    case_number(c, "n", (double)n);
    case_number(c, "classes", (double)classes);
    real *z = case_reals(c, "z", GIVEN, n, classes);
    int *labels = case_ints(c, "labels", GIVEN, 1, n);
    if (i < JUDGED) {
        case_title(c, "%s", judged[i].title);
        fill_with(z, n * classes, judged[i].z);
        fill_ints(labels, n, judged[i].labels);
        case_expect_return(c, judged[i].loss);
    } else if (i == JUDGED) { /* the class behind the largest: 1000 − 1 */
        case_title(c, "the largest score stands elsewhere in each row");
        fill_peaks(z);
        for (int e = 0; e < ROWS; e++) {
            labels[e] = (e + 1) % ROWS;
        }
        case_expect_return(c, 999);
    } else {
        title_scores(c, i);
        fill_scores(z, n * classes, i, rng);
        fill_labels(labels, n, classes, rng);
    }
}

static void call_cross(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(cross_entropy) *)f)(
                         reals(c, "z"), ints(c, "labels"), count_of(c, "n"),
                         count_of(c, "classes")));
}

PROBE(3, 8, cross_entropy, .cases = 45, .draw = draw_cross, .call = call_cross,
      .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 3.9 parameter_count ---- */

static void draw_count(Case *c, size_t i, Rng *rng)
{
    static const size_t by_hand[][4] = {
        {784, 128, 10}, {2, 1}, {7}, {100000, 100000, 1}};
    static const size_t layers_by_hand[] = {2, 1, 0, 2};
    static const double expected[] = {101770, 3, 0, 10000200001};
    enum { HAND = sizeof layers_by_hand / sizeof layers_by_hand[0] };
    size_t layers = i < HAND ? layers_by_hand[i] : size_up_to(5, rng);
    if (i == 24) {
        case_title(c, "many layers");
        layers = WIDE;
    }
    case_number(c, "layers", (double)layers);
    size_t *sizes_of = case_sizes(c, "sizes", GIVEN, 1, layers + 1);
    for (size_t l = 0; l <= layers; l++) {
        sizes_of[l] = i < HAND ? by_hand[i][l] : size_up_to(20, rng);
    }
    if (i < HAND) {
        static const char *const titles[HAND] = {
            "784-128-10", "one neuron with two inputs", "no layer at all",
            "more than four thousand million"};
        case_title(c, "%s", titles[i]);
        case_expect_return(c, expected[i]);
    }
}

static void call_count(Function *f, Case *c)
{
    case_returned(c, (double)((__typeof__(parameter_count) *)f)(
                         sizes(c, "sizes"), count_of(c, "layers")));
}

PROBE(3, 9, parameter_count, .cases = 25, .draw = draw_count,
      .call = call_count, .tolerance = 1e-12);
