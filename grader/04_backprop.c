#include "backprop.h"
#include "probe.h"

#include <stdio.h>

/* Hand-made cases come first. Where a slope jumps (at a kink), the cases stand
   exactly on it: random numbers never do. Arrays that a function adds to, or
   may not add to, come in with something in them. The last cases are too large
   for a counter of one byte and for a small array. */

enum { WIDE = 1100 };

/* ---- 4.1 example_gradient ---- */

static void copy_reals(real *to, const real *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
    }
}

static void draw_network(Case *c, const double *x, double t, const double *w,
                         const double *b)
{
    case_number(c, "t", t);
    fill_with(case_reals(c, "x", GIVEN, 1, 2), 2, x);
    fill_with(case_reals(c, "w", GIVEN, 1, 6), 6, w);
    fill_with(case_reals(c, "b", GIVEN, 1, 3), 3, b);
    case_reals(c, "delta", RESULT, 1, 5);
    case_reals(c, "dw", RESULT, 1, 6);
    case_reals(c, "db", RESULT, 1, 3);
}

static void draw_random_network(Case *c, Rng *rng)
{
    case_number(c, "t", rng_normal(rng));
    fill_normal(case_reals(c, "x", GIVEN, 1, 2), 2, rng);
    fill_normal(case_reals(c, "w", GIVEN, 1, 6), 6, rng);
    fill_normal(case_reals(c, "b", GIVEN, 1, 3), 3, rng);
    case_reals(c, "delta", RESULT, 1, 5);
    case_reals(c, "dw", RESULT, 1, 6);
    case_reals(c, "db", RESULT, 1, 3);
}

static void draw_example(Case *c, size_t i, Rng *rng)
{
    case_return_name(c, "e");
    switch (i) {
    case 0:
        case_title(c, "both hidden units at tanh 0 = 0, where its slope is 1");
        draw_network(c, (double[]){1, 2}, 1, (double[]){2, -1, -4, 2, 3, 5},
                     (double[]){0, 0, 4});
        case_expect_return(c, 4.5);
        case_expect(c, "delta", 5, (double[]){3, 9, 15, 9, 15});
        case_expect(c, "dw", 6, (double[]){9, 18, 15, 30, 0, 0});
        case_expect(c, "db", 3, (double[]){9, 15, 3});
        break;
    case 1:
        case_title(c, "the example of the text");
        draw_network(c, (double[]){1, 2}, 1,
                     (double[]){0.5, -0.5, -1, 0.5, 2, -1},
                     (double[]){1, -1, 0.5});
        break;
    case 2:
        case_title(c, "the answer is right already: no gradient anywhere");
        draw_network(c, (double[]){1, 2}, 4, (double[]){2, -1, -4, 2, 3, 5},
                     (double[]){0, 0, 4});
        case_expect_return(c, 0);
        case_expect(c, "delta", 5, (double[]){0, 0, 0, 0, 0});
        case_expect(c, "dw", 6, (double[]){0, 0, 0, 0, 0, 0});
        break;
    case 3:
        case_title(c, "hidden units driven to +1 and -1: nothing gets through");
        draw_network(c, (double[]){100, 50}, 2, (double[]){5, 5, -5, -5, 3, 1},
                     (double[]){0, 0, 1});
        case_expect_return(c, 0.5);
        case_expect(c, "delta", 5, (double[]){1, 3, 1, 0, 0});
        case_expect(c, "dw", 6, (double[]){0, 0, 0, 0, 1, -1});
        case_expect(c, "db", 3, (double[]){0, 0, 1});
        break;
    default:
        draw_random_network(c, rng);
    }
}

static void call_example(Function *f, Case *c)
{
    Example example;
    copy_reals(example.x, reals(c, "x"), 2);
    copy_reals(example.w, reals(c, "w"), 6);
    copy_reals(example.b, reals(c, "b"), 3);
    example.t = (real)number(c, "t");
    ExampleGradient g = ((__typeof__(example_gradient) *)f)(&example);
    case_returned(c, (double)g.e);
    copy_reals(reals(c, "delta"), g.delta, 5);
    copy_reals(reals(c, "dw"), g.dw, 6);
    copy_reals(reals(c, "db"), g.db, 3);
}

PROBE(4, 1, example_gradient, .cases = 20, .draw = draw_example,
      .call = call_example, .tolerance = 1e-9);

/* ---- 4.2 tape_backward ----
   The title shows a tape as formulas. The case itself keeps a code from which
   the same tape is made again for each call: the number of a hand-made one, or
   a seed. */

typedef enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY,
    TANH_OF,
    RELU_OF,
    EXP_OF,
    LOG_OF,
    OPERATIONS
} Operation;

enum { LONGEST = 10, BY_HAND = 15, MANY = 300, LEFT_OVER = 12, LONG = 13 };

typedef struct Plan {
    Tape tape;
    Value values[MANY];
    size_t result;
    bool used_before; /* the gradients hold something: */
    double before;
    const char *remark;
    char formulas[120];
} Plan;

static void show(Plan *plan, const char *formula)
{
    if (plan->tape.count >= LONGEST) {
        return;
    }
    verdict_add(plan->formulas, sizeof plan->formulas, "%sv%zu=%s",
                plan->tape.count > 0 ? ", " : "", plan->tape.count, formula);
}

static void add_leaf(Plan *plan, double value)
{
    char formula[32];
    snprintf(formula, sizeof formula, "%g", value);
    show(plan, formula);
    tape_leaf(&plan->tape, (real)value);
}

static void add(Plan *plan, Operation operation, size_t a, size_t b)
{
    static const char *const shown[] = {"v%zu+v%zu",  "v%zu-v%zu",  "v%zu*v%zu",
                                        "tanh(v%zu)", "relu(v%zu)", "exp(v%zu)",
                                        "log(v%zu)"};
    static Value *(*const of_two[])(Tape *, Value *, Value *) = {
        tape_add, tape_subtract, tape_multiply};
    static Value *(*const of_one[])(Tape *, Value *) = {tape_tanh, tape_relu,
                                                        tape_exp, tape_log};
    char formula[32];
    snprintf(formula, sizeof formula, shown[operation], a, b);
    show(plan, formula);
    if (operation < TANH_OF) {
        of_two[operation](&plan->tape, plan->values + a, plan->values + b);
    } else {
        of_one[operation - TANH_OF](&plan->tape, plan->values + a);
    }
}

/* An operation on numbers that are there, whose result stays moderate. */
static void add_random(Plan *plan, Rng *rng)
{
    for (;;) {
        Operation operation = (Operation)rng_below(rng, OPERATIONS);
        size_t a = rng_below(rng, plan->tape.count);
        size_t b = rng_below(rng, plan->tape.count);
        double at = (double)plan->values[a].value;
        double by = (double)plan->values[b].value;
        if ((operation != EXP_OF || fabs(at) <= 2) &&
            (operation != LOG_OF || at >= 0.1) &&
            (operation != MULTIPLY || fabs(at * by) <= 20)) {
            add(plan, operation, a, b);
            return;
        }
    }
}

static void plan_random(Plan *plan, Rng *rng)
{
    size_t leaves = 1 + rng_below(rng, 4);
    size_t count = leaves + 1 + rng_below(rng, LONGEST - leaves);
    while (plan->tape.count < leaves) {
        add_leaf(plan, 0.5 * ((double)rng_below(rng, 9) - 4));
    }
    while (plan->tape.count < count) {
        add_random(plan, rng);
    }
    plan->result = rng_below(rng, 4) == 0 ? rng_below(rng, count) : count - 1;
    plan->used_before = rng_below(rng, 2) == 0;
    plan->before = rng_below(rng, 2) == 0 ? 7 : (double)NAN;
}

/* What an earlier computation left behind, when the count was set back to 0: it
   is not on the tape any more. */
static void add_left_over(Plan *plan)
{
    for (size_t i = plan->tape.count; i < plan->tape.capacity; i++) {
        plan->values[i] = (Value){.value = 1,
                                  .gradient = 1,
                                  .from = {plan->values, plan->values + 1},
                                  .local = {(real)NAN, (real)NAN}};
    }
}

static void plan_by_hand(Plan *plan, size_t i)
{
    static const double leaves[BY_HAND][3] = {
        {2, 3, 10}, {3},    {2, 5}, {1}, {2},    {2, 3}, {2, 3}, {1},
        {1},        {2, 3}, {1},    {1}, {2, 3}, {1},    {2}};
    static const size_t leaf_counts[BY_HAND] = {3, 1, 2, 1, 1, 2, 2, 1,
                                                1, 2, 1, 1, 2, 1, 1};
    static const char *const remarks[BY_HAND] = {
        "",
        "a square, both factors the same number: ",
        "v0 is used three times: ",
        "doubled three times: ",
        "v2 is made after the result: ",
        "the gradients of an earlier pass are still there: ",
        "the result is a leaf: ",
        "two numbers use v1: ",
        "two numbers use v1, the other way round: ",
        "v2 is used twice, and so are v0 and v1: ",
        "long ways and short ones: ",
        "long ways and short ones, the other way round: ",
        "older numbers lie behind the count of the tape: ",
        "three hundred numbers, each the one before plus or minus v0: ",
        "a number from outside after others were made: "};
    for (size_t k = 0; k < leaf_counts[i]; k++) {
        add_leaf(plan, leaves[i][k]);
    }
    switch (i) {
    case 0:
        add(plan, MULTIPLY, 0, 1);
        add(plan, ADD, 3, 2);
        break;
    case 1:
        add(plan, MULTIPLY, 0, 0);
        break;
    case 2:
        add(plan, MULTIPLY, 0, 1);
        add(plan, SUBTRACT, 2, 0);
        add(plan, MULTIPLY, 3, 0);
        break;
    case 3:
        add(plan, ADD, 0, 0);
        add(plan, ADD, 1, 1);
        add(plan, ADD, 2, 2);
        break;
    case 4:
        add(plan, MULTIPLY, 0, 0);
        add(plan, MULTIPLY, 1, 0);
        break;
    case 5:
        add(plan, SUBTRACT, 0, 1);
        break;
    case 7:
    case 8:
        add(plan, ADD, 0, 0);
        add(plan, MULTIPLY, 1, 1);
        add(plan, ADD, i == 7 ? 1 : 2, i == 7 ? 2 : 1);
        break;
    case 9:
        add(plan, MULTIPLY, 0, 1);
        add(plan, ADD, 2, 0);
        add(plan, SUBTRACT, 2, 1);
        add(plan, MULTIPLY, 3, 4);
        break;
    case 10:
        add(plan, ADD, 0, 0);
        add(plan, MULTIPLY, 1, 0);
        add(plan, ADD, 1, 2);
        add(plan, MULTIPLY, 2, 3);
        add(plan, ADD, 3, 4);
        add(plan, MULTIPLY, 1, 5);
        break;
    case 11:
        add(plan, ADD, 0, 0);
        add(plan, MULTIPLY, 0, 1);
        add(plan, ADD, 2, 1);
        add(plan, MULTIPLY, 3, 2);
        add(plan, ADD, 4, 3);
        add(plan, MULTIPLY, 5, 1);
        break;
    case 14:
        add(plan, MULTIPLY, 0, 0);
        add_leaf(plan, 3);
        add(plan, MULTIPLY, 1, 2);
        break;
    case LEFT_OVER:
        add(plan, MULTIPLY, 0, 1);
        add_left_over(plan);
        break;
    case LONG:
        while (plan->tape.count < MANY) {
            size_t last = plan->tape.count - 1;
            add(plan, last % 3 == 2 ? SUBTRACT : ADD, last, 0);
        }
        break;
    }
    plan->remark = remarks[i];
    plan->result = i == 4 ? 1 : plan->tape.count - 1;
    plan->used_before = i == 5;
    plan->before = 7;
}

static void plan_of(Plan *plan, size_t code)
{
    *plan = (Plan){.tape = {plan->values, 0, code == LONG ? MANY : LONGEST},
                   .remark = ""};
    if (code < BY_HAND) {
        plan_by_hand(plan, code);
    } else {
        Rng rng = rng_seeded(code);
        plan_random(plan, &rng);
    }
    for (size_t i = 0; plan->used_before && i < plan->tape.count; i++) {
        plan->values[i].gradient = (real)plan->before;
    }
}

static void draw_tape(Case *c, size_t i, Rng *rng)
{
    static const double gradients[BY_HAND][LONGEST] = {{3, 2, 1, 1, 1},
                                                       {6, 1},
                                                       {16, 4, 2, 2, 1},
                                                       {8, 4, 2, 1},
                                                       {4, 1, 0},
                                                       {1, -1, 1},
                                                       {0, 1},
                                                       {10, 5, 1, 1},
                                                       {10, 5, 1, 1},
                                                       {36, 14, 11, 3, 8, 1},
                                                       {92, 32, 14, 6, 2, 2, 1},
                                                       {92, 32, 14, 6, 2, 2, 1},
                                                       {3, 2, 1},
                                                       {0},
                                                       {12, 3, 4, 1}};
    Plan plan;
    size_t code = i < BY_HAND ? i : BY_HAND + rng_below(rng, 1 << 30);
    plan_of(&plan, code);
    char result[8];
    snprintf(result, sizeof result, "v%zu", plan.result);
    case_title(c, "%s%s", plan.remark, plan.formulas);
    case_choice(c, "tape", code, "the numbers above");
    case_choice(c, "result", plan.result, result);
    case_choice(c, "gradients before", plan.used_before,
                !plan.used_before    ? "0"
                : isnan(plan.before) ? "NaN"
                                     : "7");
    case_reals(c, "gradient", RESULT, 1, plan.tape.count);
    if (i == LONG) {
        double long_gradient[MANY] = {1 + 200 - 99};
        for (size_t k = 1; k < MANY; k++) {
            long_gradient[k] = 1;
        }
        case_expect(c, "gradient", plan.tape.count, long_gradient);
    } else if (i < BY_HAND) {
        case_expect(c, "gradient", plan.tape.count, gradients[i]);
    }
    if (i == LEFT_OVER) {
        case_reals(c, "gradient behind count", RESULT, 1, 1);
        case_expect(c, "gradient behind count", 1, (double[]){1});
    }
}

static void call_tape(Function *f, Case *c)
{
    Plan plan;
    plan_of(&plan, count_of(c, "tape"));
    ((__typeof__(tape_backward) *)f)(&plan.tape, plan.values + plan.result);
    for (size_t i = 0; i < plan.tape.count; i++) {
        reals(c, "gradient")[i] = plan.values[i].gradient;
    }
    if (count_of(c, "tape") == LEFT_OVER) {
        *reals(c, "gradient behind count") =
            plan.values[plan.tape.count].gradient;
    }
}

PROBE(4, 2, tape_backward, .cases = 48, .draw = draw_tape, .call = call_tape,
      .tolerance = 1e-9);

/* ---- 4.3 dense_backward ----
   dx is an array of no elements where the function is given NULL. */

typedef struct Layer {
    size_t n, in, out;
    bool null;
    real *x, *w, *dy, *dx, *dw, *db;
} Layer;

static Layer draw_layer(Case *c, size_t n, size_t in, size_t out, bool null)
{
    case_number(c, "n", (double)n);
    case_number(c, "in", (double)in);
    case_number(c, "out", (double)out);
    case_choice(c, "dx", null, null ? "NULL" : "an array");
    return (Layer){
        .n = n,
        .in = in,
        .out = out,
        .null = null,
        .x = case_reals(c, "x", GIVEN, n, in),
        .w = case_reals(c, "w", GIVEN, out, in),
        .dy = case_reals(c, "dy", GIVEN, n, out),
        .dw = case_reals(c, "dw", CHANGED, out, in),
        .db = case_reals(c, "db", CHANGED, 1, out),
        .dx = case_reals(c, "dx", CHANGED, null ? 1 : n, null ? 0 : in),
    };
}

static void fill_layer(const Layer *l, Rng *rng)
{
    fill_normal(l->x, l->n * l->in, rng);
    fill_normal(l->w, l->out * l->in, rng);
    fill_normal(l->dy, l->n * l->out, rng);
    fill_normal(l->dw, l->out * l->in, rng);
    fill_normal(l->db, l->out, rng);
    if (!l->null) {
        fill_normal(l->dx, l->n * l->in, rng);
    }
}

static void draw_dense(Case *c, size_t i, Rng *rng)
{
    if (i == 0) {
        case_title(c, "one example, two inputs, two units, gradients from 0");
        Layer l = draw_layer(c, 1, 2, 2, false);
        fill_with(l.x, 2, (double[]){1, 2});
        fill_with(l.w, 4, (double[]){3, 4, 5, 6});
        fill_with(l.dy, 2, (double[]){10, 1});
        case_expect(c, "dx", 2, (double[]){35, 46});
        case_expect(c, "dw", 4, (double[]){10, 20, 1, 2});
        case_expect(c, "db", 2, (double[]){10, 1});
    } else if (i == 1) {
        case_title(c, "two examples: dw and db add up over them");
        Layer l = draw_layer(c, 2, 3, 2, false);
        fill_with(l.x, 6, (double[]){1, 0, 2, 0, 3, 1});
        fill_with(l.w, 6, (double[]){1, 2, 3, -1, 0, 1});
        fill_with(l.dy, 4, (double[]){1, 2, 3, 4});
        case_expect(c, "dx", 6, (double[]){-1, 2, 5, -1, 6, 13});
        case_expect(c, "dw", 6, (double[]){1, 9, 5, 2, 12, 8});
        case_expect(c, "db", 2, (double[]){4, 6});
    } else if (i == 2) {
        case_title(c, "dw and db hold something: it is added to; dx holds "
                      "something: it is overwritten");
        Layer l = draw_layer(c, 1, 1, 1, false);
        *l.x = 2;
        *l.w = 3;
        *l.dy = 5;
        *l.dx = 100;
        *l.dw = 1000;
        *l.db = 10000;
        case_expect(c, "dx", 1, (double[]){15});
        case_expect(c, "dw", 1, (double[]){1010});
        case_expect(c, "db", 1, (double[]){10005});
    } else if (i == 3) {
        case_title(c, "dx is NULL: the first layer's input needs no gradient");
        Layer l = draw_layer(c, 1, 2, 1, true);
        fill_with(l.x, 2, (double[]){1, 2});
        fill_with(l.w, 2, (double[]){3, 4});
        *l.dy = 10;
        case_expect(c, "dw", 2, (double[]){10, 20});
        case_expect(c, "db", 1, (double[]){10});
    } else {
        size_t n = 1 + rng_below(rng, 5), in = 1 + rng_below(rng, 5);
        size_t out = 1 + rng_below(rng, 5);
        if (i >= 32) {
            static const char *const titles[] = {"many examples", "many inputs",
                                                 "many units"};
            case_title(c, "%s", titles[i - 32]);
            *(i == 32 ? &n : i == 33 ? &in : &out) = WIDE;
        }
        Layer l = draw_layer(c, n, in, out, i < 32 && rng_below(rng, 6) == 0);
        fill_layer(&l, rng);
    }
}

static void call_dense(Function *f, Case *c)
{
    bool null = count_of(c, "dx") == 1;
    ((__typeof__(dense_backward) *)f)(
        reals(c, "x"), reals(c, "w"), reals(c, "dy"),
        null ? NULL : reals(c, "dx"), reals(c, "dw"), reals(c, "db"),
        count_of(c, "n"), count_of(c, "in"), count_of(c, "out"));
}

PROBE(4, 3, dense_backward, .cases = 35, .draw = draw_dense, .call = call_dense,
      .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 4.4 activate_backward ----
   Every activation comes with the values where its slope jumps or its formula
   could overflow, in place (dz is dy), at random, and with many numbers. */

static const char *const activation_names[] = {"IDENTITY", "SIGMOID",    "TANH",
                                               "RELU",     "LEAKY_RELU", "ELU",
                                               "SOFTPLUS", "HARD_TANH"};

enum {
    KINDS = sizeof activation_names / sizeof activation_names[0],
    SPECIAL = 20
};

_Static_assert(KINDS == ACTIVATIONS, "every activation has its name here");

/* dy is an array of no elements where dz is given in its place. */
static real *draw_slope(Case *c, Activation g, const double *z, size_t count,
                        bool in_place)
{
    case_choice(c, "g", g, activation_names[g]);
    case_number(c, "count", (double)count);
    case_choice(c, "dy", in_place, in_place ? "dz" : "an array");
    real *inputs = case_reals(c, "z", GIVEN, 1, count);
    fill_with(inputs, count, z);
    activate(g, inputs, case_reals(c, "y", GIVEN, 1, count), count);
    real *dy = case_reals(c, "dy", GIVEN, 1, in_place ? 0 : count);
    real *dz = case_reals(c, "dz", in_place ? CHANGED : RESULT, 1, count);
    return in_place ? dz : dy;
}

static void draw_special_slope(Case *c, Activation g, bool in_place)
{
    static const double z[SPECIAL] = {
        0,    1,       -1,    0.5,         -3,           1000,    -1000,
        1e-3, -1e-310, -0.5,  -12,         12,           -22,     -90,
        720,  1e-7,    -1e-7, 1 - 0x1p-20, -1 + 0x1p-20, -0x1p120};
    real *dy = draw_slope(c, g, z, SPECIAL, in_place);
    for (size_t k = 0; k < SPECIAL; k++) {
        dy[k] = (real)(k + 1);
    }
}

/* What the gradients of the special values are where no function is needed to
   know them. */
static void expect_slopes(Case *c, Activation g)
{
    static const double known[][SPECIAL] = {
        [IDENTITY] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10,
                      11, 12, 13, 14, 15, 16, 17, 18, 19, 20},
        [RELU] = {0, 2,  0, 4, 0,  6,  0, 8,  0, 0,
                  0, 12, 0, 0, 15, 16, 0, 18, 0, 0},
        [LEAKY_RELU] = {0.01, 2,  0.03, 4,    0.05, 6,  0.07, 8,  0.09, 0.1,
                        0.11, 12, 0.13, 0.14, 15,   16, 0.17, 18, 0.19, 0.2},
        [HARD_TANH] = {1, 0, 0, 4, 0, 0,  0,  8,  9,  10,
                       0, 0, 0, 0, 0, 16, 17, 18, 19, 0},
    };
    if (g == IDENTITY || g == RELU || g == LEAKY_RELU || g == HARD_TANH) {
        case_expect(c, "dz", SPECIAL, known[g]);
    }
}

static void draw_activation(Case *c, size_t i, Rng *rng)
{
    Activation g = (Activation)(i % KINDS);
    if (i < 2 * KINDS) {
        bool in_place = i >= KINDS;
        case_title(c, in_place ? "in place: dy and dz are the same array"
                               : "special values, on the kinks and far out");
        draw_special_slope(c, g, in_place);
        expect_slopes(c, g);
        return;
    }
    double z[WIDE];
    size_t count = 1 + rng_below(rng, 6);
    if (i >= 4 * KINDS) {
        case_title(c, "many numbers");
        count = WIDE;
    }
    for (size_t k = 0; k < count; k++) {
        z[k] = 2 * rng_normal(rng);
    }
    fill_normal(draw_slope(c, g, z, count, false), count, rng);
}

static void call_activation(Function *f, Case *c)
{
    bool in_place = count_of(c, "dy") == 1;
    ((__typeof__(activate_backward) *)f)(
        (Activation)count_of(c, "g"), reals(c, "z"), reals(c, "y"),
        reals(c, in_place ? "dz" : "dy"), reals(c, "dz"), count_of(c, "count"));
}

PROBE(4, 4, activate_backward, .cases = 5 * KINDS, .draw = draw_activation,
      .call = call_activation, .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 4.5 mean_squared_error_backward ---- */

static void draw_squares(Case *c, size_t i, Rng *rng)
{
    size_t count = i == 0    ? 4
                   : i == 1  ? 1
                   : i == 16 ? WIDE
                             : 1 + rng_below(rng, 10);
    case_number(c, "count", (double)count);
    real *y = case_reals(c, "y", GIVEN, 1, count);
    real *t = case_reals(c, "t", GIVEN, 1, count);
    case_reals(c, "dy", RESULT, 1, count);
    if (i == 0) {
        case_title(c, "too much, too little, right, far off");
        fill_with(y, 4, (double[]){3, 1, 5, -100});
        fill_with(t, 4, (double[]){1, 2, 5, 100});
        case_expect(c, "dy", 4, (double[]){1, -0.5, 0, -100});
    } else if (i == 1) {
        case_title(c, "one answer");
        *y = 4;
        *t = 1;
        case_expect(c, "dy", 1, (double[]){6});
    } else {
        if (i == 16) {
            case_title(c, "many numbers");
        }
        fill_normal(y, count, rng);
        fill_normal(t, count, rng);
    }
}

static void call_squares(Function *f, Case *c)
{
    ((__typeof__(mean_squared_error_backward) *)f)(
        reals(c, "y"), reals(c, "t"), reals(c, "dy"), count_of(c, "count"));
}

PROBE(4, 5, mean_squared_error_backward, .cases = 17, .draw = draw_squares,
      .call = call_squares, .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 4.6 binary_cross_entropy_backward ---- */

static void draw_binary(Case *c, size_t i, Rng *rng)
{
    size_t n = i == 0 ? 2 : i < 3 ? 4 : i == 20 ? WIDE : 1 + rng_below(rng, 8);
    case_number(c, "n", (double)n);
    real *z = case_reals(c, "z", GIVEN, 1, n);
    real *t = case_reals(c, "t", GIVEN, 1, n);
    case_reals(c, "dz", RESULT, 1, n);
    if (i == 0) {
        case_title(c, "scores of 0: the answer is one half");
        fill_with(t, 2, (double[]){1, 0});
        case_expect(c, "dz", 2, (double[]){-0.25, 0.25});
    } else if (i == 1) {
        case_title(c, "very sure: right, wrong, right, wrong");
        fill_with(z, 4, (double[]){1000, 1000, -1000, -1000});
        fill_with(t, 4, (double[]){1, 0, 0, 1});
        case_expect(c, "dz", 4, (double[]){0, 0.25, 0, -0.25});
    } else if (i == 2) {
        case_title(c, "enormous scores, and targets between 0 and 1");
        fill_with(z, 4, (double[]){0x1p120, -0x1p120, 1000, -1000});
        fill_with(t, 4, (double[]){0.5, 0.5, 0.25, 0.25});
        case_expect(c, "dz", 4, (double[]){0.125, -0.125, 0.1875, -0.0625});
    } else {
        if (i == 20) {
            case_title(c, "many examples");
        }
        fill_normal(z, n, rng);
        for (size_t e = 0; e < n; e++) {
            t[e] =
                i % 4 == 0 ? (real)rng_uniform(rng) : (real)rng_below(rng, 2);
        }
    }
}

static void call_binary(Function *f, Case *c)
{
    ((__typeof__(binary_cross_entropy_backward) *)f)(
        reals(c, "z"), reals(c, "t"), reals(c, "dz"), count_of(c, "n"));
}

PROBE(4, 6, binary_cross_entropy_backward, .cases = 21, .draw = draw_binary,
      .call = call_binary, .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 4.7 cross_entropy_backward ---- */

static real *draw_scores(Case *c, size_t n, size_t classes, const double *z,
                         const int *labels)
{
    case_number(c, "n", (double)n);
    case_number(c, "classes", (double)classes);
    real *scores = case_reals(c, "z", GIVEN, n, classes);
    int *right = case_ints(c, "labels", GIVEN, 1, n);
    for (size_t i = 0; z != NULL && i < n * classes; i++) {
        scores[i] = (real)z[i];
    }
    for (size_t e = 0; e < n; e++) {
        right[e] = labels[e];
    }
    case_reals(c, "dz", RESULT, n, classes);
    return scores;
}

static real *draw_random_scores(Case *c, size_t n, size_t classes,
                                double spread, Rng *rng)
{
    int labels[WIDE] = {0};
    for (size_t e = 0; e < n; e++) {
        labels[e] = (int)rng_below(rng, classes);
    }
    real *z = draw_scores(c, n, classes, NULL, labels);
    for (size_t i = 0; i < n * classes; i++) {
        z[i] = (real)(spread * rng_normal(rng));
    }
    return z;
}

/* In row e the score of class e is far above the others, which go up and down;
   and each row has a height of its own. Whatever else is taken for the largest
   overflows, or leaves a sum of 0. */
static void draw_peaks(Case *c)
{
    enum { ROWS = 10 };
    double z[ROWS * ROWS], dz[ROWS * ROWS] = {0};
    int labels[ROWS];
    for (int e = 0; e < ROWS; e++) {
        for (int k = 0; k < ROWS; k++) {
            z[e * ROWS + k] = (e % 2) * -2000 + (k == e ? 1000 : (k + e) % 2);
        }
        labels[e] = (e + 1) % ROWS;
        dz[e * ROWS + e] = 0.1;
        dz[e * ROWS + labels[e]] = -0.1;
    }
    case_title(c, "the largest score stands elsewhere in each row");
    draw_scores(c, ROWS, ROWS, z, labels);
    case_expect(c, "dz", (size_t)ROWS * ROWS, dz);
}

static void draw_classes(Case *c, size_t i, Rng *rng)
{
    real *z;
    switch (i) {
    case 0:
        case_title(c, "four equal scores: each class has 1/4");
        draw_scores(c, 1, 4, (double[]){2, 2, 2, 2}, (int[]){1});
        case_expect(c, "dz", 4, (double[]){0.25, -0.75, 0.25, 0.25});
        break;
    case 1:
        case_title(c, "two examples with labels of their own");
        draw_scores(c, 2, 2, (double[]){0, 0, 0, 0}, (int[]){0, 1});
        case_expect(c, "dz", 4, (double[]){-0.25, 0.25, 0.25, -0.25});
        break;
    case 2:
        case_title(c, "scores of 1000: no overflow");
        draw_scores(c, 2, 3, (double[]){1000, 0, -1000, 1000, 1000, 0},
                    (int[]){2, 0});
        case_expect(c, "dz", 6, (double[]){0.5, 0, -0.5, -0.25, 0.25, 0});
        break;
    case 3:
        case_title(c, "one class only: always right");
        draw_scores(c, 1, 1, (double[]){5}, (int[]){0});
        case_expect(c, "dz", 1, (double[]){0});
        break;
    case 4:
        case_title(c, "two rows of different height: each has its own sum");
        draw_scores(c, 2, 2, (double[]){50, 50, 0, 0}, (int[]){0, 0});
        case_expect(c, "dz", 4, (double[]){-0.25, 0.25, -0.25, 0.25});
        break;
    case 5:
        case_title(c, "two rows of very different height");
        draw_scores(c, 2, 2, (double[]){-1000, -1000, 1000, 1000},
                    (int[]){0, 1});
        case_expect(c, "dz", 4, (double[]){-0.25, 0.25, 0.25, -0.25});
        break;
    case 6:
        case_title(c, "enormous negative scores");
        draw_scores(c, 1, 2, (double[]){-0x1p120, -0x1p121}, (int[]){1});
        case_expect(c, "dz", 2, (double[]){1, -1});
        break;
    case 7:
        draw_peaks(c);
        break;
    case 34:
        case_title(c, "many examples");
        draw_random_scores(c, WIDE, 2, 1, rng);
        break;
    case 35:
        case_title(c, "many classes");
        draw_random_scores(c, 2, WIDE, 1, rng);
        break;
    case 36:
        case_title(c, "many classes: in one row the first is far above, in the "
                      "other the last");
        z = draw_random_scores(c, 2, WIDE, 1, rng);
        z[0] = z[2 * WIDE - 1] = 5000;
        break;
    default: {
        size_t n = 1 + rng_below(rng, 4);
        draw_random_scores(c, n, 1 + rng_below(rng, 10), i % 3 == 0 ? 500 : 1,
                           rng);
    }
    }
}

static void call_classes(Function *f, Case *c)
{
    ((__typeof__(cross_entropy_backward) *)f)(reals(c, "z"), ints(c, "labels"),
                                              reals(c, "dz"), count_of(c, "n"),
                                              count_of(c, "classes"));
}

PROBE(4, 7, cross_entropy_backward, .cases = 37, .draw = draw_classes,
      .call = call_classes, .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 4.8 numerical_gradient ----
   The functions are sums and products with the context as coefficients. The
   numbers are whole and h is a power of two, so that rounding plays no part. */

static real weighted_sum(const real *x, size_t count, void *context)
{
    const real *a = context;
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += a[i] * x[i];
    }
    return sum;
}

static real weighted_cubes(const real *x, size_t count, void *context)
{
    const real *a = context;
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += a[i] * x[i] * x[i] * x[i];
    }
    return sum;
}

static real weighted_product(const real *x, size_t count, void *context)
{
    const real *a = context;
    real product = 1;
    for (size_t i = 0; i < count; i++) {
        product *= a[i] + x[i];
    }
    return product;
}

static Scalar *const scalars[] = {weighted_sum, weighted_cubes,
                                  weighted_product};
static const char *const scalar_names[] = {"the sum of context[i] * x[i]",
                                           "the sum of context[i] * cube(x[i])",
                                           "the product of context[i] + x[i]"};

static void draw_function(Case *c, size_t f, double h, size_t count,
                          const double *x, const double *a, Rng *rng)
{
    case_choice(c, "f", f, scalar_names[f]);
    case_number(c, "h", h);
    case_number(c, "count", (double)count);
    real *context = case_reals(c, "context", GIVEN, 1, count);
    real *at = case_reals(c, "x", CHANGED, 1, count);
    case_reals(c, "g", RESULT, 1, count);
    if (x != NULL) {
        fill_with(at, count, x);
        fill_with(context, count, a);
    } else {
        fill_whole(at, count, -3, 3, rng);
        fill_whole(context, count, -3, 3, rng);
    }
}

static void draw_numerical(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "a linear function");
        draw_function(c, 0, 0.5, 3, (double[]){1, 2, 3}, (double[]){5, -6, 7},
                      rng);
        case_expect(c, "g", 3, (double[]){5, -6, 7});
        case_expect(c, "x", 3, (double[]){1, 2, 3});
        break;
    case 1:
        case_title(c, "a cube at 2 with h = 1: (27 - 1) / 2");
        draw_function(c, 1, 1, 1, (double[]){2}, (double[]){1}, rng);
        case_expect(c, "g", 1, (double[]){13});
        case_expect(c, "x", 1, (double[]){2});
        break;
    case 2:
        case_title(c, "a product: every other x must stand still");
        draw_function(c, 2, 0.25, 3, (double[]){2, 3, 5}, (double[]){0, 0, 0},
                      rng);
        case_expect(c, "g", 3, (double[]){15, 10, 6});
        case_expect(c, "x", 3, (double[]){2, 3, 5});
        break;
    case 3:
        case_title(c, "a huge h: x must come back bit for bit");
        draw_function(c, 0, 0x1p60, 2, (double[]){3, 0.1}, (double[]){2, 4},
                      rng);
        case_expect(c, "g", 2, (double[]){2, 4});
        case_expect(c, "x", 2, (double[]){3, 0.1});
        break;
    case 32:
        case_title(c, "many numbers");
        draw_function(c, 1, 1, MANY, NULL, NULL, rng);
        break;
    case 33: /* no whole numbers: a value kept in float has lost too much */
        draw_function(c, 0, 0.125, 3, (double[]){0.1, 0.2, 0.3},
                      (double[]){1.1, 2.3, -3.7}, rng);
        case_expect(c, "g", 3, (double[]){1.1, 2.3, -3.7});
        break;
    default: {
        size_t f = rng_below(rng, 3);
        double h = 1 / (double)((size_t)1 << rng_below(rng, 10));
        draw_function(c, f, h, 1 + rng_below(rng, 6), NULL, NULL, rng);
    }
    }
}

static void call_numerical(Function *f, Case *c)
{
    ((__typeof__(numerical_gradient) *)f)(
        scalars[count_of(c, "f")], reals(c, "context"), reals(c, "x"),
        reals(c, "g"), (real)number(c, "h"), count_of(c, "count"));
}

PROBE(4, 8, numerical_gradient, .cases = 34, .draw = draw_numerical,
      .call = call_numerical, .tolerance = 1e-9);

/* ---- 4.9 gradient_error ---- */

static void draw_gradients(Case *c, size_t count, double floor, const double *a,
                           const double *b, double expected)
{
    case_number(c, "floor", floor);
    case_number(c, "count", (double)count);
    fill_with(case_reals(c, "a", GIVEN, 1, count), count, a);
    fill_with(case_reals(c, "b", GIVEN, 1, count), count, b);
    case_expect_return(c, expected);
}

static void draw_random_gradients(Case *c, size_t count, Rng *rng)
{
    case_number(c, "floor", rng_below(rng, 2) == 0 ? 1e-8 : 1);
    case_number(c, "count", (double)count);
    real *a = case_reals(c, "a", GIVEN, 1, count);
    real *b = case_reals(c, "b", GIVEN, 1, count);
    for (size_t k = 0; k < count; k++) {
        a[k] = (real)rng_normal(rng);
        b[k] = a[k] + (real)(0.1 * rng_normal(rng));
    }
}

static void draw_error(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "the worst is in the middle");
        draw_gradients(c, 3, 1e-8, (double[]){1, 4, 10}, (double[]){1, 2, 9},
                       0.5);
        break;
    case 1:
        case_title(c, "equal gradients");
        draw_gradients(c, 2, 1e-8, (double[]){1, -2}, (double[]){1, -2}, 0);
        break;
    case 2:
        case_title(c, "opposite signs");
        draw_gradients(c, 1, 1e-8, (double[]){-3}, (double[]){3}, 2);
        break;
    case 3:
        case_title(c, "both zero: no error, and no division by zero");
        draw_gradients(c, 2, 1e-8, (double[]){0, 5}, (double[]){0, 5}, 0);
        break;
    case 4:
        case_title(c, "below the floor: divided by the floor");
        draw_gradients(c, 1, 0.5, (double[]){0.25}, (double[]){0.125}, 0.25);
        break;
    case 5:
        case_title(c, "small gradients, all wrong");
        draw_gradients(c, 2, 1e-8, (double[]){1e-5, 2e-5}, (double[]){2e-5, 0},
                       1);
        break;
    case 6:
        case_title(c, "a NaN among right numbers");
        draw_gradients(c, 3, 1e-8, (double[]){1, (double)NAN, 2},
                       (double[]){1, 2, 2}, (double)NAN);
        break;
    case 7:
        case_title(c, "a NaN in the second gradient, and an error after it");
        draw_gradients(c, 2, 1e-8, (double[]){1, 2}, (double[]){(double)NAN, 1},
                       (double)NAN);
        break;
    case 8:
        case_title(c, "a NaN at the end");
        draw_gradients(c, 2, 1e-8, (double[]){1, (double)NAN}, (double[]){1, 2},
                       (double)NAN);
        break;
    case 9:
        case_title(c, "the larger one is below the line, whatever its sign");
        draw_gradients(c, 3, 1e-8, (double[]){1, -1, -4}, (double[]){4, -4, -1},
                       0.75);
        break;
    case 10:
        case_title(c, "the worst is the first");
        draw_gradients(c, 3, 1e-8, (double[]){1, 8, 10}, (double[]){4, 6, 9},
                       0.75);
        break;
    case 11:
        case_title(c, "the worst is the last");
        draw_gradients(c, 3, 1e-8, (double[]){10, 8, 1}, (double[]){9, 6, 4},
                       0.75);
        break;
    case 12:
        case_title(c, "a very small error");
        draw_gradients(c, 2, 1e-8, (double[]){1, 2}, (double[]){1, 2 + 0x1p-29},
                       0x1p-30);
        break;
    case 13:
        case_title(c, "no gradient at all: count = 0");
        draw_gradients(c, 0, 1e-8, NULL, NULL, 0);
        break;
    case 14:
        case_title(c, "infinite on one side");
        draw_gradients(c, 3, 1e-8, (double[]){1, (double)INFINITY, 2},
                       (double[]){1, 2, 2}, (double)NAN);
        break;
    case 15:
        case_title(c, "infinite on both sides");
        draw_gradients(c, 2, 1e-8, (double[]){(double)-INFINITY, 1},
                       (double[]){(double)-INFINITY, 2}, (double)NAN);
        break;
    case 30:
        case_title(c, "many numbers");
        draw_random_gradients(c, WIDE, rng);
        break;
    default:
        draw_random_gradients(c, 1 + rng_below(rng, 8), rng);
    }
}

static void call_error(Function *f, Case *c)
{
    real error = ((__typeof__(gradient_error) *)f)(reals(c, "a"), reals(c, "b"),
                                                   (real)number(c, "floor"),
                                                   count_of(c, "count"));
    case_returned(c, (double)error);
}

PROBE(4, 9, gradient_error, .cases = 31, .draw = draw_error, .call = call_error,
      .tolerance = 1e-9, .float_tolerance = 0.01);
