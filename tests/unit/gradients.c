/* Gradients of every layer and every loss, in double, against differences of
   the loss. A new layer is checked by being listed in `cases`. */
#include "net.h"

#include <criterion/criterion.h>
#include <float.h>
#include <stdio.h>
#include <string.h>

/* How the inputs are drawn; parameters and targets are random. */
typedef enum Draw {
    RANDOM,
    ZEROS,    /* exact zeros, and the biases too */
    EQUAL,    /* all of them 1, and the weights of a layer equal */
    LARGE,    /* −1000, 0 or 1000 */
    DENORMAL, /* the parameters too */
    DRAWS
} Draw;

/* Each is run with every loss that fits, at n examples, for every Draw. Kinks
   are skipped where `kinks` says that there are any. */
static const struct {
    const char *text;
    size_t n;
    bool kinks;
} cases[] = {
    {"input 1, dense 1", 1, false},
    {"input 1, dense 1", 3, false},
    {"input 5, dense 3", 1, false},
    {"input 7, dense 5", 3, false},
    {"input 2x3x5, dense 1", 2, false},
    {"input 3x1x5, flatten, dense 3", 2, false},
    {"input 3x2x2, flatten", 2, false},
    {"input 4, identity", 3, false},
    {"input 1, identity", 1, false},
    {"input 5, sigmoid", 3, false},
    {"input 5, tanh", 3, false},
    {"input 5, softplus", 3, false},
    {"input 7, relu", 3, true},
    {"input 7, leaky_relu", 3, true},
    {"input 7, elu", 3, true},
    {"input 7, hard_tanh", 3, true},
    {"input 2x3x2, relu, tanh", 2, true},
    {"input 1, maxout 1", 1, false},
    {"input 6, maxout 6", 1, true},
    {"input 15, maxout 3", 3, true},
    {"input 1, radial_basis 1", 1, false},
    {"input 3, radial_basis 5 width 2.5", 3, false},
    {"input 3, dense 5, radial_basis 3 width 4, dense 2", 2, false},
    {"input 3, dense 7, sigmoid, dense 5, tanh, dense 3", 5, false},
    {"input 5, dense 9, relu, dense 6, maxout 2", 3, true},
    /* Residual: one layer is read twice, also by one reader. */
    {"input 5, a: dense 4, tanh, dense 4, add a, dense 3", 3, false},
    {"input 5, tanh, dense 5, add input", 1, false},
    {"input 3, a: tanh, add a", 2, false},
    {"input 3, add input input", 2, false},
    {"input 4, a: dense 3, b: tanh, c: sigmoid from a, add a b", 3, false},
    /* Branches that are joined. */
    {"input 4, a: dense 3, b: tanh, sigmoid from a, concat b a", 3, false},
    {"input 2x3x1, a: tanh, concat a input, dense 2", 2, false},
    {"input 1, concat input", 1, false},
    {"input 2, a: dense 3, b: tanh, sigmoid from a, concat a b, dense 1", 3,
     false},
    {"input 2, a: dense 3, b: tanh, add b from a", 2, false},
    {"input 3, a: dense 3, concat a from input", 3, false},
    {"input 3, a: dense 2, b: tanh, concat a, dense 2, concat a b", 2, false},
    /* What a pass to train does otherwise. */
    {"input 9, dropout 0.5, dense 3", 3, false},
    {"input 4, dropout 0", 2, false},
    {"input 5, a: tanh, dense 5, stochastic_depth 0.5, add a, dense 2", 7,
     false},
    {"input 3, batch_norm epsilon 0.5", 4, false},
    {"input 4, batch_norm epsilon 0.5, tanh, dense 2", 1, false},
    {"input 2x3x1, tanh, batch_norm epsilon 0.1", 3, false},
    {"input 4, dense 5, batch_norm epsilon 0.3 momentum 0.5, tanh, dense 2", 5,
     false},
    /* Windows that slide: rectangular, overlapping, over the border. */
    {"input 1x3x4, conv 1 2", 1, false},
    {"input 2x3x4, conv 3 2x3 padding 1x0", 2, false},
    {"input 2x4x5, conv 2 3 stride 2 padding 1 rest drop", 2, false},
    {"input 1x5x5, conv 2 3x2 stride 1x2 dilation 2x1 rest drop", 2, false},
    {"input 4x3x2, conv 6 2x1 groups 2, tanh", 2, false},
    {"input 3x3x3, conv 3 3 padding 1 groups 3 border replicate", 1, false},
    {"input 2x3x3, conv 2 3 padding 2 border reflect", 1, false},
    {"input 1x6x6, conv 2 3, tanh, conv 3 2 stride 2, dense 2", 2, false},
    {"input 1x5x7, conv 2 2, relu, max_pool 2, dense 3", 2, true},
    {"input 1x6x4, conv 2 3 padding 1, leaky_relu, max_pool 3 stride 1, "
     "dense 2",
     2, true},
    {"input 2x4x4, max_pool 2", 2, true},
    {"input 1x5x4, max_pool 3x2 stride 1 padding 1, tanh", 2, true},
    {"input 1x5x5, max_pool 2 stride 2 dilation 2 padding 1", 2, true},
    {"input 2x4x4, avg_pool 2", 2, false},
    {"input 1x5x4, avg_pool 3x2 stride 1 padding 1, tanh", 2, false},
    {"input 1x5x4, avg_pool 3x2 stride 2 padding 1 count window rest drop", 2,
     false},
    {"input 3x2x3, global_avg_pool, dense 2", 3, false},
    {"input 2x3x3, a: conv 2 3 padding 1, tanh, conv 2 3 padding 1, add a", 2,
     false},
};
enum {
    CASES = sizeof cases / sizeof cases[0],
    MOST = 128 /* numbers in a batch, or parameters */
};

typedef struct Problem {
    Net net;
    size_t n, in, out;
    const Loss *loss;
    Mode mode;
    real x[MOST], values[MOST];
    int labels[MOST];
} Problem;

static void draw(real *x, size_t count, Draw how, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        switch (how) {
        case RANDOM:
            x[i] = rng_normal(rng);
            break;
        case EQUAL:
            x[i] = 1;
            break;
        case LARGE:
            x[i] = 1000 * ((double)rng_below(rng, 3) - 1);
            break;
        case DENORMAL:
            x[i] = rng_normal(rng) * 1e-310;
            break;
        default:
            x[i] = 0;
        }
    }
}

static real loss_of(Problem *p)
{
    Target target = p->loss->takes_labels ? (Target){.labels = p->labels}
                                          : (Target){.values = p->values};
    p->net.pass.step = 0; /* the same random numbers each time */
    net_forward(&p->net, p->x, p->n, p->mode);
    return net_loss(&p->net, p->loss, target);
}

static Problem pose(const char *text, size_t n, Draw how, const Loss *loss,
                    Mode mode)
{
    Error error;
    Rng rng = rng_seeded(7);
    Problem p = {.n = n, .loss = loss, .mode = TRAIN};
    cr_assert(net_new(&p.net, text, (Shape){0}, n, 7, &error), "%s",
              error.text);
    p.in = shape_size(p.net.layers[0].out);
    p.out = shape_size(p.net.layers[p.net.count - 1].out);
    cr_assert(n * p.in <= MOST && n * p.out <= MOST &&
              p.net.parameters <= MOST);
    draw(p.x, n * p.in, how, &rng);
    if (how != ZEROS && how != LARGE) {
        draw(p.net.w, p.net.parameters, how, &rng);
    }
    Shape out = p.net.layers[p.net.count - 1].out;
    for (size_t i = 0; i < n * out.h * out.w; i++) {
        p.labels[i] = (int)rng_below(&rng, out.c);
    }
    for (size_t i = 0; i < n * p.out; i++) {
        p.values[i] = rng_uniform(&rng);
    }
    loss_of(&p); /* so that running statistics are not those of the start */
    p.mode = mode;
    return p;
}

/* The slope of the loss along one coordinate. */
typedef struct Slope {
    double value;
    double noise; /* what rounding in the loss may add to it */
    bool kink;
} Slope;

/* From the losses at −2h, −h, 0, h, 2h. On a smooth stretch the two centred
   differences agree up to h², and the two second differences are as 1 to 4; at
   a kink neither need hold, and on it the second does not. */
static Slope slope(Problem *p, real *coordinate, double h)
{
    double f[5], largest = 0, before = *coordinate;
    for (int i = 0; i < 5; i++) {
        *coordinate = before + (i - 2) * h;
        f[i] = loss_of(p);
        largest = fmax(largest, fabs(f[i]));
    }
    *coordinate = before;
    double near = (f[3] - f[1]) / (2 * h), far = (f[4] - f[0]) / (4 * h);
    double bend_near = (f[3] - 2 * f[2] + f[1]) / h;
    double bend_far = (f[4] - 2 * f[2] + f[0]) / h;
    double value = (4 * near - far) / 3;
    double noise = 32 * DBL_EPSILON * fmax(largest, 1) / h;
    bool kink = fabs(near - far) > 1e-7 * fabs(value) + noise ||
                fabs(bend_far - 4 * bend_near) > 1e-9 + 4 * noise;
    return (Slope){value, noise, kink};
}

/* Compares count gradients g with the slopes along x, by steps of h; returns
   how many were compared and not skipped. */
static size_t compare(Problem *p, real *x, const real *g, size_t count,
                      double h, bool kinks, const char *what)
{
    size_t compared = 0;
    for (size_t i = 0; i < count; i++) {
        Slope s = slope(p, &x[i], h);
        if (s.kink && kinks) {
            continue;
        }
        compared++;
        double limit = 1e-7 * fmax(fabs(g[i]), fabs(s.value)) + s.noise;
        cr_expect(fabs(g[i] - s.value) <= limit,
                  "%s[%zu]: gradient %.10g, differences give %.10g", what, i,
                  g[i], s.value);
    }
    return compared;
}

static void check(size_t c, Draw how, const Loss *loss, Mode mode)
{
    Problem p = pose(cases[c].text, cases[c].n, how, loss, mode);
    real dx[MOST], dw[MOST];
    loss_of(&p);
    net_zero_gradients(&p.net);
    net_backward(&p.net, dx);
    memcpy(dw, p.net.dw, p.net.parameters * sizeof *dw);

    char what[200];
    bool kinks = cases[c].kinks;
    double h = 0x1p-13;
    snprintf(what, sizeof what, "%s, draw %d, mode %d, %s: x", cases[c].text,
             how, mode, loss->name);
    size_t compared = compare(&p, p.x, dx, p.n * p.in, h, kinks, what);
    what[strlen(what) - 1] = 'w';
    h = how == LARGE ? h / 1024 : h; /* what large inputs do to a step */
    compared += compare(&p, p.net.w, dw, p.net.parameters, h, kinks, what);
    size_t all = p.n * p.in + p.net.parameters;
    cr_expect(how != RANDOM || compared >= all - all / 4,
              "%s: only %zu of %zu gradients were compared", what, compared,
              all);
    net_free(&p.net);
}

Test(gradients, agree_with_differences_for_every_layer_and_loss)
{
    for (size_t c = 0; c < CASES; c++) {
        for (const Loss *loss = losses; loss->name != NULL; loss++) {
            for (Draw how = 0; how < DRAWS; how++) {
                check(c, how, loss, TRAIN);
                check(c, how, loss, BACKWARD);
            }
        }
    }
}

static bool has_layer(const char *text, const LayerKind *kind)
{
    Problem p = pose(text, 1, RANDOM, losses, TRAIN);
    bool found = false;
    for (size_t i = 0; i < p.net.count; i++) {
        found = found || p.net.layers[i].kind == kind;
    }
    net_free(&p.net);
    return found;
}

Test(gradients, are_checked_for_every_kind_of_layer)
{
    for (size_t k = 0; layer_kinds[k] != NULL; k++) {
        const LayerKind *kind = layer_kinds[k];
        bool listed = false;
        for (size_t c = 0; c < CASES; c++) {
            listed = listed || has_layer(cases[c].text, kind);
        }
        cr_expect(listed, "%s is in no case", kind->name);
    }
}

/* The gradient of y by x for one input, where y is the only output. */
static real slope_at(const char *text, const real *x, real *dx)
{
    Net net;
    Error error;
    cr_assert(net_new(&net, text, (Shape){0}, 1, 1, &error), "%s", error.text);
    net_forward(&net, x, 1, TRAIN);
    net.layers[net.count - 1].dy[0] = 1;
    net_backward(&net, dx);
    net_free(&net);
    return dx[0];
}

Test(gradients, at_a_kink_are_those_of_the_documented_side)
{
    static const struct {
        const char *text;
        real x, slope;
    } kinks[] = {
        {"input 1, relu", 0, 0},          {"input 1, relu", -0.0, 0},
        {"input 1, leaky_relu", 0, 0.01}, {"input 1, elu", 0, 1},
        {"input 1, hard_tanh", 1, 0},     {"input 1, hard_tanh", -1, 0}};
    real dx[3];
    for (size_t i = 0; i < sizeof kinks / sizeof kinks[0]; i++) {
        cr_expect_eq(slope_at(kinks[i].text, &kinks[i].x, dx), kinks[i].slope,
                     "%s at %g: %g", kinks[i].text, kinks[i].x, dx[0]);
    }
    slope_at("input 3, maxout 3", (real[]){-1, 2, 2}, dx);
    cr_expect_arr_eq(dx, ((real[]){0, 1, 0}), sizeof dx);
}

Test(gradients, add_up_over_passes_until_they_are_zeroed)
{
    Problem p = pose("input 3, dense 4, tanh, radial_basis 2", 1, RANDOM,
                     loss_named("mean_squared_error", NULL), TRAIN);
    real once[MOST];
    loss_of(&p);
    net_backward(&p.net, NULL);
    memcpy(once, p.net.dw, p.net.parameters * sizeof *once);
    net_backward(&p.net, NULL);
    for (size_t i = 0; i < p.net.parameters; i++) {
        cr_assert_neq(once[i], 0);
        cr_expect_eq(p.net.dw[i], 2 * once[i]);
    }
    net_zero_gradients(&p.net);
    net_backward(&p.net, NULL);
    cr_expect_arr_eq(p.net.dw, once, p.net.parameters * sizeof *once);
    net_free(&p.net);
}

Test(gradients, by_the_parameters_do_not_need_the_one_by_the_input)
{
    for (size_t c = 0; c < CASES; c++) {
        Problem p = pose(cases[c].text, cases[c].n, RANDOM, losses, TRAIN);
        real dx[MOST], with[MOST];
        loss_of(&p);
        net_backward(&p.net, dx);
        memcpy(with, p.net.dw, p.net.parameters * sizeof *with);
        net_zero_gradients(&p.net);
        net_backward(&p.net, NULL);
        cr_expect_arr_eq(p.net.dw, with, p.net.parameters * sizeof *with, "%s",
                         cases[c].text);
        net_free(&p.net);
    }
}
