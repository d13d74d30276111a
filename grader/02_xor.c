#include "probe.h"
#include "xor.h"

#include <math.h>

/* Hand-made cases come first. Shapes are not square wherever a swap of rows and
   columns should show, and square where a product in the wrong order should be
   more than a crash. The last cases are too large for a counter of one byte and
   for a small array. */

enum { WIDE = 1100 };

/* ---- 2.1 layer_forward ---- */

/* Given values, or normal ones. */
static void fill(real *x, size_t count, const double *values, Rng *rng)
{
    if (values != NULL) {
        fill_with(x, count, values);
    } else {
        fill_normal(x, count, rng);
    }
}

static void draw_by_hand(Case *c, size_t in, size_t out, const double *x,
                         const double *w, const double *b, const double *y)
{
    case_number(c, "in", (double)in);
    case_number(c, "out", (double)out);
    fill_with(case_reals(c, "x", GIVEN, 1, in), in, x);
    fill_with(case_reals(c, "w", GIVEN, out, in), out * in, w);
    fill_with(case_reals(c, "b", GIVEN, 1, out), out, b);
    case_reals(c, "y", RESULT, 1, out);
    case_expect(c, "y", out, y);
}

/* The weights shrink with the number of inputs, so that no score is so large
   that its sigmoid does not move. */
static void draw_random_layer(Case *c, size_t in, size_t out, Rng *rng)
{
    case_number(c, "in", (double)in);
    case_number(c, "out", (double)out);
    fill_normal(case_reals(c, "x", GIVEN, 1, in), in, rng);
    real *w = case_reals(c, "w", GIVEN, out, in);
    fill_normal(w, out * in, rng);
    for (size_t k = 0; k < out * in; k++) {
        w[k] /= (real)sqrt((double)in);
    }
    fill_normal(case_reals(c, "b", GIVEN, 1, out), out, rng);
    case_reals(c, "y", RESULT, 1, out);
}

static void draw_layer(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "the worked example: two inputs, three units");
        draw_by_hand(c, 2, 3, (double[]){2, -1},
                     (double[]){1, 2, -1, 0.5, 0.5, -1}, (double[]){0.5, 1, -1},
                     (double[]){0.62245933120185457, 0.18242552380635635,
                                0.73105857863000487});
        return;
    case 1:
        case_title(c, "one input, one unit, score 0");
        draw_by_hand(c, 1, 1, (double[]){2}, (double[]){3}, (double[]){-6},
                     (double[]){0.5});
        return;
    case 2:
        case_title(c, "inputs of zero: only the biases are left");
        draw_by_hand(c, 2, 2, (double[]){0, 0}, (double[]){5, 6, 7, 8},
                     (double[]){0, -1}, (double[]){0.5, 0.26894142136999512});
        return;
    case 3:
        case_title(c, "scores of ±1000: the sigmoid must not overflow");
        draw_by_hand(c, 2, 2, (double[]){1, 1},
                     (double[]){500, 500, -500, -500}, (double[]){0, 0},
                     (double[]){1, 0});
        return;
    case 4:
        case_title(c, "three inputs, two units");
        draw_by_hand(c, 3, 2, (double[]){1, 2, 3},
                     (double[]){1, 0, 0, 0, 1, -1}, (double[]){-1, 1},
                     (double[]){0.5, 0.5});
        return;
    case 5:
        case_title(c, "scores of 16 and −22: nearly 1 and 0, but not quite");
        draw_by_hand(c, 1, 2, (double[]){1}, (double[]){16, -22},
                     (double[]){0, 0},
                     (double[]){0.99999988746483792, 2.7894680920908113e-10});
        return;
    case 32:
        case_title(c, "many inputs");
        draw_random_layer(c, WIDE, 2, rng);
        return;
    case 33:
        case_title(c, "many units");
        draw_random_layer(c, 2, WIDE, rng);
        return;
    default: {
        size_t in = 1 + rng_below(rng, 6);
        draw_random_layer(c, in, 1 + rng_below(rng, 6), rng);
    }
    }
}

static void call_layer(Function *f, Case *c)
{
    ((__typeof__(layer_forward) *)f)(reals(c, "x"), reals(c, "w"),
                                     reals(c, "b"), reals(c, "y"),
                                     count_of(c, "in"), count_of(c, "out"));
}

PROBE(2, 1, layer_forward, .cases = 34, .draw = draw_layer, .call = call_layer,
      .tolerance = 1e-9);

/* ---- 2.2 xor_weights: there are many right answers, so what is compared is
   the sign of the output at the four corners ---- */

static void draw_corners(Case *c, size_t i, Rng *rng)
{
    (void)i;
    (void)rng;
    case_title(c, "the sign of the output at (0,0), (0,1), (1,0), (1,1)");
    case_reals(c, "w", SCRATCH, 1, 4);
    case_reals(c, "b", SCRATCH, 1, 2);
    case_reals(c, "v", SCRATCH, 1, 2);
    case_reals(c, "c", SCRATCH, 1, 1);
    case_ints(c, "sign", RESULT, 1, 4);
    case_expect(c, "sign", 4, (double[]){-1, 1, 1, -1});
}

static double soft_step(double z)
{
    return 1 / (1 + exp(-z));
}

static void call_xor(Function *f, Case *c)
{
    real *w = reals(c, "w"), *b = reals(c, "b"), *v = reals(c, "v");
    ((__typeof__(xor_weights) *)f)(w, b, v, reals(c, "c"));
    int *sign = ints(c, "sign");
    for (int i = 0; i < 4; i++) {
        double first = i / 2, second = i % 2;
        double y = *reals(c, "c");
        for (int h = 0; h < 2; h++) {
            y += v[h] *
                 soft_step(w[2 * h] * first + w[2 * h + 1] * second + b[h]);
        }
        sign[i] = y > 0 ? 1 : y < 0 ? -1 : 0;
    }
}

PROBE(2, 2, xor_weights, .cases = 1, .draw = draw_corners, .call = call_xor,
      .tolerance = 1e-9);

/* ---- 2.3 collapse ---- */

static void draw_two_layers(Case *c, size_t in, size_t hidden, size_t out,
                            const double *w1, const double *b1,
                            const double *w2, const double *b2, Rng *rng)
{
    case_number(c, "in", (double)in);
    case_number(c, "hidden", (double)hidden);
    case_number(c, "out", (double)out);
    fill(case_reals(c, "w1", GIVEN, hidden, in), hidden * in, w1, rng);
    fill(case_reals(c, "b1", GIVEN, 1, hidden), hidden, b1, rng);
    fill(case_reals(c, "w2", GIVEN, out, hidden), out * hidden, w2, rng);
    fill(case_reals(c, "b2", GIVEN, 1, out), out, b2, rng);
    case_reals(c, "w", RESULT, out, in);
    case_reals(c, "b", RESULT, 1, out);
}

static void draw_collapse(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "two by two");
        draw_two_layers(c, 2, 2, 2, (double[]){1, 2, 3, 4}, (double[]){1, -1},
                        (double[]){0, 1, 5, -2}, (double[]){10, 20}, rng);
        case_expect(c, "w", 4, (double[]){3, 4, -1, 2});
        case_expect(c, "b", 2, (double[]){9, 27});
        return;
    case 1:
        case_title(c, "the example of the chapter: 2 inputs, 3 hidden units, "
                      "2 outputs");
        draw_two_layers(c, 2, 3, 2, (double[]){1, 2, 0, -1, 3, 1},
                        (double[]){1, 0, -2}, (double[]){1, 0, 2, -1, 4, 1},
                        (double[]){0, 5}, rng);
        case_expect(c, "w", 4, (double[]){7, 4, 2, -5});
        case_expect(c, "b", 2, (double[]){-3, 2});
        return;
    case 2:
        case_title(c, "one hidden unit");
        draw_two_layers(c, 3, 1, 2, (double[]){1, 2, 3}, (double[]){4},
                        (double[]){5, -1}, (double[]){0.5, 0.25}, rng);
        case_expect(c, "w", 6, (double[]){5, 10, 15, -1, -2, -3});
        case_expect(c, "b", 2, (double[]){20.5, -3.75});
        return;
    case 3:
        case_title(c, "one of everything");
        draw_two_layers(c, 1, 1, 1, (double[]){3}, (double[]){4}, (double[]){5},
                        (double[]){6}, rng);
        case_expect(c, "w", 1, (double[]){15});
        case_expect(c, "b", 1, (double[]){26});
        return;
    default: {
        /* every other one square, so that a wrong order stays inside */
        size_t in = 1 + rng_below(rng, 5);
        size_t hidden = i % 2 == 0 ? in : 1 + rng_below(rng, 5);
        size_t out = i % 2 == 0 ? in : 1 + rng_below(rng, 5);
        if (i >= 28) {
            static const char *const titles[] = {
                "many inputs", "many hidden units", "many outputs"};
            case_title(c, "%s", titles[i - 28]);
            *(i == 28 ? &in : i == 29 ? &hidden : &out) = WIDE;
        }
        draw_two_layers(c, in, hidden, out, NULL, NULL, NULL, NULL, rng);
    }
    }
}

static void call_collapse(Function *f, Case *c)
{
    ((__typeof__(collapse) *)f)(reals(c, "w1"), reals(c, "b1"), reals(c, "w2"),
                                reals(c, "b2"), reals(c, "w"), reals(c, "b"),
                                count_of(c, "in"), count_of(c, "hidden"),
                                count_of(c, "out"));
}

PROBE(2, 3, collapse, .cases = 31, .draw = draw_collapse, .call = call_collapse,
      .tolerance = 1e-9);

/* ---- 2.4 bump ---- */

static void draw_bump_at(Case *c, double x, double left, double right,
                         double height, double s)
{
    case_number(c, "x", x);
    case_number(c, "left", left);
    case_number(c, "right", right);
    case_number(c, "height", height);
    case_number(c, "s", s);
}

static void draw_bump(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "in the middle");
        draw_bump_at(c, 0.5, 0, 1, 3, 10);
        case_expect_return(c, 2.9598428894512724);
        return;
    case 1:
        case_title(c, "at the left edge: half the height");
        draw_bump_at(c, 0, 0, 1, 3, 10);
        case_expect_return(c, 1.4998638063937365);
        return;
    case 2:
        case_title(c, "at the right edge: half the height");
        draw_bump_at(c, 4, 2, 4, 5, 20);
        case_expect_return(c, 2.5);
        return;
    case 3:
        case_title(c, "far outside, with very steep sides");
        draw_bump_at(c, 40, 1, 2, 7, 1000);
        case_expect_return(c, 0);
        return;
    case 4:
        case_title(c, "a dent: the height is negative");
        draw_bump_at(c, -2, -3, -1, -4, 50);
        case_expect_return(c, -4);
        return;
    default: {
        double left = rng_between(rng, -2, 2);
        draw_bump_at(c, rng_between(rng, -3, 4), left,
                     left + rng_between(rng, 0.2, 2), rng_between(rng, -3, 3),
                     rng_between(rng, 0.5, 8));
    }
    }
}

static void call_bump(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(bump) *)f)(
                         (real)number(c, "x"), (real)number(c, "left"),
                         (real)number(c, "right"), (real)number(c, "height"),
                         (real)number(c, "s")));
}

PROBE(2, 4, bump, .cases = 32, .draw = draw_bump, .call = call_bump,
      .tolerance = 1e-8);

/* ---- 2.5 approximate: what is compared is the network's output, so that the
   units may be given in any form that computes the same ---- */

enum { MOST_BUMPS = 16 };

static real sine(real x)
{
    return sin((real)6.283185307179586 * x);
}

static real parabola(real x)
{
    return x * x + 1;
}

static real line(real x)
{
    return 3 * x - 2;
}

static void draw_function(Case *c, size_t f, double low, double high, double s,
                          size_t bumps, size_t points, const double *x,
                          const double *y)
{
    static const char *shown[] = {"sin 2πx", "x² + 1", "3x − 2"};
    case_choice(c, "f", f, shown[f]);
    case_number(c, "low", low);
    case_number(c, "high", high);
    case_number(c, "s", s);
    case_number(c, "bumps", (double)bumps);
    case_number(c, "points", (double)points);
    real *at = case_reals(c, "x", GIVEN, 1, points);
    case_reals(c, "w", SCRATCH, 1, 2 * bumps);
    case_reals(c, "b", SCRATCH, 1, 2 * bumps);
    case_reals(c, "v", SCRATCH, 1, 2 * bumps);
    case_reals(c, "output", RESULT, 1, points);
    if (x != NULL) {
        fill_with(at, points, x);
        case_expect(c, "output", points, y);
    } else {
        for (size_t i = 0; i < points; i++) {
            at[i] = (real)(low +
                           (high - low) *
                               ((double)i * 1.2 / (double)(points - 1) - 0.1));
        }
    }
}

static void draw_approximate(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "one wave of the sine from two bumps");
        draw_function(c, 0, 0, 1, 100, 2, 5, (double[]){0, 0.25, 0.5, 0.75, 1},
                      (double[]){0.5, 1, 0, -1, -0.5});
        return;
    case 1:
        case_title(c, "three pieces, not from 0: ends, middles, joints, and "
                      "outside");
        draw_function(
            c, 1, -1, 2, 100, 3, 9,
            (double[]){-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3},
            (double[]){0, 0.625, 1.25, 1.25, 1.25, 2.25, 3.25, 1.625, 0});
        return;
    case 2:
        case_title(c, "a single bump");
        draw_function(c, 2, 2, 4, 50, 1, 3, (double[]){2, 3, 4},
                      (double[]){3.5, 7, 3.5});
        return;
    default: {
        double low = rng_between(rng, -2, 2);
        double high = low + rng_between(rng, 0.5, 3);
        size_t bumps = 1 + rng_below(rng, MOST_BUMPS);
        if (i == 24) {
            case_title(c, "many bumps");
            bumps = WIDE;
        }
        draw_function(c, rng_below(rng, 3), low, high,
                      rng_between(rng, 2, 20) * (double)bumps / (high - low),
                      bumps, 25, NULL, NULL);
    }
    }
}

static void call_approximate(Function *f, Case *c)
{
    static real (*const functions[])(real) = {sine, parabola, line};
    real *w = reals(c, "w"), *b = reals(c, "b"), *v = reals(c, "v");
    size_t units = 2 * count_of(c, "bumps");
    ((__typeof__(approximate) *)f)(
        functions[count_of(c, "f")], (real)number(c, "low"),
        (real)number(c, "high"), (real)number(c, "s"), w, b, v, units / 2);
    const real *x = reals(c, "x");
    real *output = reals(c, "output");
    size_t points = count_of(c, "points");
    for (size_t i = 0; i < points; i++) {
        double y = 0;
        for (size_t j = 0; j < units; j++) {
            y += v[j] * soft_step(w[j] * x[i] + b[j]);
        }
        output[i] = (real)y;
    }
}

PROBE(2, 5, approximate, .cases = 25, .draw = draw_approximate,
      .call = call_approximate, .tolerance = 1e-7);
