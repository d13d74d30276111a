/* Layers that do something else in training than in evaluation: dropout,
   stochastic_depth and batch_norm. */
#include "net_text.h"

#include <criterion/criterion.h>
#include <string.h>

static Net net;
static Error error;

static void built(const char *text, size_t batch)
{
    cr_assert(net_new(&net, text, (Shape){0}, batch, 42, &error), "%s",
              error.text);
}

static void end(void)
{
    net_free(&net);
}

TestSuite(layers, .fini = end);

static void refused(const char *text, const char *says)
{
    cr_assert(!net_new(&net, text, (Shape){0}, 3, 42, &error), "%s", text);
    cr_assert_not_null(strstr(error.text, says), "%s: %s", text, error.text);
}

static void draw(real *x, size_t count)
{
    Rng rng = rng_seeded(count);
    for (size_t i = 0; i < count; i++) {
        x[i] = (real)rng_normal(&rng);
    }
}

/* ---- Dropout ---- */

enum { MANY = 4000, N = 25 };

static size_t count_zeros(const real *y, size_t count)
{
    size_t zeros = 0;
    for (size_t i = 0; i < count; i++) {
        zeros += y[i] == 0;
    }
    return zeros;
}

/* Four deviations of a binomial count. */
static void about(size_t got, double expected, double deviation)
{
    cr_expect(fabs((double)got - expected) < 4 * deviation,
              "%zu, expected about %.0f", got, expected);
}

Test(layers, dropout_drops_as_many_as_its_rate_says)
{
    static real x[N * MANY];
    built("input 4000, dropout 0.3", N);
    for (size_t i = 0; i < N * MANY; i++) {
        x[i] = 7;
    }
    const real *y = net_forward(&net, x, N, TRAIN);
    about(count_zeros(y, N * MANY), 0.3 * N * MANY, sqrt(0.3 * 0.7 * N * MANY));
    for (size_t e = 0; e < N; e++) {
        about(count_zeros(y + e * MANY, MANY), 0.3 * MANY,
              sqrt(0.3 * 0.7 * MANY));
    }
    for (size_t i = 0; i < N * MANY; i++) {
        cr_assert(y[i] == 0 || fabs(y[i] - 10) < 1e-4);
    }
}

Test(layers, dropout_draws_anew_for_each_step_layer_and_example)
{
    static real x[2 * MANY], before[2 * MANY];
    built("input 4000, a: dropout 0.5, dropout 0.5 from input, concat a", 2);
    for (size_t i = 0; i < 2 * MANY; i++) {
        x[i] = 1;
    }
    net_forward(&net, x, 2, TRAIN);
    const real *one = net.layers[1].y, *other = net.layers[2].y;
    cr_expect_neq(memcmp(one, other, MANY * sizeof(real)), 0);
    cr_expect_neq(memcmp(one, one + MANY, MANY * sizeof(real)), 0);
    memcpy(before, one, sizeof before);
    net_forward(&net, x, 2, TRAIN);
    cr_expect_neq(memcmp(one, before, sizeof before), 0);
    net.pass.step = 0;
    net_forward(&net, x, 2, TRAIN);
    cr_expect_arr_eq(one, before, sizeof before);
}

/* A batch cut in two is one batch, if it is said where its examples begin. */
Test(layers, dropout_does_not_depend_on_how_a_batch_is_cut)
{
    static real x[4 * MANY], whole[4 * MANY];
    built("input 4000, dropout 0.5, stochastic_depth 0.5", 4);
    draw(x, 4 * MANY);
    memcpy(whole, net_forward(&net, x, 4, TRAIN), sizeof whole);
    net.pass.step = 0;
    net.pass.first = 2;
    const real *y = net_forward(&net, x + (size_t)2 * MANY, 2, TRAIN);
    cr_expect_arr_eq(y, whole + (size_t)2 * MANY, 2 * MANY * sizeof(real));
}

Test(layers, that_drop_do_nothing_in_evaluation)
{
    real x[3 * 5], dx[3 * 5];
    built("input 5, dropout 0.9, stochastic_depth 0.9", 3);
    draw(x, 15);
    cr_expect_arr_eq(net_forward(&net, x, 3, EVALUATE), x, sizeof x);
    cr_expect_arr_eq(net_forward(&net, x, 3, BACKWARD), x, sizeof x);
    memcpy(net.layers[2].dy, x, sizeof x);
    net_backward(&net, dx);
    cr_expect_arr_eq(dx, x, sizeof x);
}

Test(layers, stochastic_depth_drops_whole_examples)
{
    static real x[MANY * 3];
    size_t dropped = 0;
    built("input 3, stochastic_depth 0.25", MANY);
    for (size_t i = 0; i < MANY * 3; i++) {
        x[i] = 3;
    }
    const real *y = net_forward(&net, x, MANY, TRAIN);
    for (size_t e = 0; e < MANY; e++) {
        cr_assert(y[3 * e] == 0 || fabs(y[3 * e] - 4) < 1e-5);
        cr_assert(y[3 * e] == y[3 * e + 1] && y[3 * e] == y[3 * e + 2]);
        dropped += y[3 * e] == 0;
    }
    about(dropped, 0.25 * MANY, sqrt(0.25 * 0.75 * MANY));
}

Test(layers, a_rate_of_1_is_refused)
{
    refused("input 3, dropout 1", "from 0 to 0.999");
    refused("input 3, dropout -0.1", "from 0 to 0.999");
    refused("input 3, stochastic_depth 1", "from 0 to 0.999");
    refused("input 3, dropout", "rate");
    refused("input 3, batch_norm epsilon 0", "epsilon");
    refused("input 3, batch_norm momentum 2", "momentum");
}

/* ---- Batch normalisation ---- */

static void near(const real *got, const real *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cr_expect(fabs(got[i] - expected[i]) < 1e-5, "%zu: %g, expected %g", i,
                  (double)got[i], (double)expected[i]);
    }
}

/* Means 3 and 4, variances 1 and 4, unbiased 2 and 8. */
static const real batch[] = {2, 2, 4, 6};

Test(layers, batch_norm_follows_the_batches_it_is_trained_on)
{
    built("input 2, batch_norm", 2);
    const real *running = net.layers[1].state;
    near(running, (real[]){0, 0, 1, 1}, 4);
    near(net_forward(&net, batch, 2, TRAIN), (real[]){-1, -1, 1, 1}, 4);
    near(running, (real[]){(real)0.3, (real)0.4, (real)1.1, (real)1.7}, 4);
    net_forward(&net, batch, 2, TRAIN);
    near(running, (real[]){(real)0.57, (real)0.76, (real)1.19, (real)2.33}, 4);
    net_forward(&net, batch, 2, EVALUATE);
    net_forward(&net, batch, 2, BACKWARD);
    near(running, (real[]){(real)0.57, (real)0.76, (real)1.19, (real)2.33}, 4);
}

Test(layers, batch_norm_is_evaluated_by_its_running_statistics)
{
    built("input 2, batch_norm momentum 1", 2);
    net_forward(&net, batch, 2, TRAIN);
    const real alone[] = {5, 4}, scale = 1 / sqrt((real)2);
    near(net_forward(&net, alone, 1, EVALUATE), (real[]){2 * scale, 0}, 2);
    near(net_forward(&net, alone, 1, BACKWARD), (real[]){2 * scale, 0}, 2);
}

Test(layers, batch_norm_learns_nothing_from_one_example)
{
    built("input 2, batch_norm", 2);
    net.layers[1].b[1] = 7;
    near(net_forward(&net, batch, 1, TRAIN), (real[]){0, 7}, 2);
    near(net.layers[1].state, (real[]){0, 0, 1, 1}, 4);
}

Test(layers, batch_norm_that_is_frozen_keeps_its_statistics)
{
    built("input 2, batch_norm epsilon 1e-9 frozen", 2);
    near(net_forward(&net, batch, 2, TRAIN), batch, 4);
    near(net.layers[1].state, (real[]){0, 0, 1, 1}, 4);
    net_zero_gradients(&net);
    net_backward(&net, NULL);
    near(net.dw, (real[]){0, 0, 0, 0}, 4);
}

/* A picture's channel is one unit over all pixels of all examples. */
Test(layers, batch_norm_of_pictures_goes_by_channels)
{
    const real pictures[] = {1, 2, 3, 10, 20, 30, 3, 2, 1, 30, 20, 10};
    const real mean[] = {2, 20}, variance[] = {(real)2 / 3, (real)200 / 3};
    real expected[12];
    built("input 2x1x3, batch_norm", 2);
    for (size_t i = 0; i < 12; i++) {
        size_t c = i / 3 % 2;
        expected[i] = (pictures[i] - mean[c]) / sqrt(variance[c]);
    }
    cr_assert_eq(net.parameters, 4);
    near(net_forward(&net, pictures, 2, TRAIN), expected, 12);
    near(net.layers[1].state,
         (real[]){(real)0.2, 2, (real)(0.9 + 0.08), (real)(0.9 + 8)}, 4);
}

/* Frozen, it does not depend on the batch, and neither does what goes back. */
Test(layers, batch_norm_that_is_frozen_goes_back_by_its_statistics)
{
    const real statistics[] = {1, -2, 4, (real)0.25}, dy[] = {1, 2, 3, 4};
    real dx[4];
    built("input 2, batch_norm epsilon 1e-9 frozen", 2);
    memcpy(net.layers[1].state, statistics, sizeof statistics);
    net.layers[1].w[1] = 3;
    net_forward(&net, batch, 2, TRAIN);
    memcpy(net.layers[1].dy, dy, sizeof dy);
    net_backward(&net, dx);
    near(dx, (real[]){(real)0.5, 12, (real)1.5, 24}, 4);
}

/* ---- Windows that slide ---- */

Test(layers, whose_windows_do_not_fit_show_the_formula)
{
    refused("input 7x7, conv 4 3 stride 3",
            "rows: 1 + (7 + 2 * 0 - 3) / 3 is no whole number above 0; "
            "\"rest drop\" leaves out what is left over");
    refused("input 9x7, conv 4 3 stride 3 padding 0x2",
            "columns: 1 + (7 + 2 * 2 - 3) / 3");
    refused("input 7x7, conv 4 3 dilation 4", "1 + (7 + 2 * 0 - 9) / 1");
    refused("input 7x7, max_pool 2", "1 + (7 + 2 * 0 - 2) / 2");
    refused("input 4x4, avg_pool 5", "1 + (4 + 2 * 0 - 5) / 5");
    refused("input 4x4, avg_pool 5 rest drop", "1 + (4 + 2 * 0 - 5) / 5");
    cr_expect_null(strstr(error.text, "leaves out"), "%s", error.text);
}

Test(layers, of_windows_say_what_else_is_wrong)
{
    refused("input 3x4x4, conv 4 3 groups 2",
            "groups that divide 3 channels and 4 filters, found 2");
    refused("input 4x4, conv 2 3 padding 4 border reflect",
            "a padding smaller than the picture, 1x4x4, found 4x4");
    refused("input 4x4, max_pool 2 padding 2", "at least one pixel");
    refused("input 1x3, max_pool 1x2 padding 0x2 dilation 5 stride 1",
            "one pixel");
    refused("input 3x1, max_pool 2x1 padding 2x0 dilation 5 stride 1",
            "one pixel");
    refused("input 4x4, conv 2 3x", "or two of them such as 5x3");
    refused("input 4x4, conv 2 3x3x3", "such as 5x3");
    refused("input 4x4, conv 2 0x3", "from 1 to");
    refused("input 4x4, conv 2 -1", "such as 5x3");
    refused("input 4x4, conv 2 3 stride 0", "stride");
    refused("input 4x4, conv 2 3 border mirror",
            "one of zero, replicate, reflect");
    refused("input 9999999x1000x1000, conv 1 1 padding 9999", "too many");
}

/* Whether a text, which stands for all that was said, comes back. */
static void comes_back(const char *text)
{
    char again[400];
    built(text, 1);
    net_text(&net, again, sizeof again);
    cr_expect_str_eq(again, text);
    net_free(&net);
}

Test(layers, of_windows_are_written_as_they_were_read)
{
    comes_back("input 4x9x7, conv 6 3");
    comes_back("input 4x9x9, conv 6 3x2 stride 2x1 padding 1 dilation 1x2 "
               "groups 2 border reflect");
    comes_back("input 1x9x9, max_pool 2 rest drop");
    comes_back("input 1x9x9, avg_pool 3x2 stride 2x1 padding 0x1 count window");
    comes_back("input 2x9x9, global_avg_pool");
}

Test(layers, of_windows_have_the_shapes_that_follow)
{
    static const struct {
        const char *text;
        Shape out;
        size_t weights, biases, flops;
    } made[] = {
        {"input 28x28, conv 20 5", {20, 24, 24}, 500, 20, 576000},
        {"input 3x32x32, conv 10 5 padding 2", {10, 32, 32}, 750, 10, 1536000},
        {"input 4x9x7, conv 6 3x2 stride 2x1 groups 2", {6, 4, 6}, 72, 6, 3456},
        {"input 3x7x7, max_pool 3 stride 2 padding 1", {3, 4, 4}, 0, 0, 432},
        {"input 3x7x7, max_pool 2 rest drop", {3, 3, 3}, 0, 0, 108},
        {"input 1x1x1, max_pool 2 padding 1 rest drop", {1, 1, 1}, 0, 0, 4},
        /* Every place holds a pixel; those that the stride leaves out do not. */
        {"input 1x1x1, max_pool 2 padding 2 dilation 2", {1, 2, 2}, 0, 0, 16},
        {"input 5x7x3, global_avg_pool", {5, 1, 1}, 0, 0, 105},
    };
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        built(made[i].text, 1);
        const Layer *l = &net.layers[1];
        cr_expect(l->out.c == made[i].out.c && l->out.h == made[i].out.h &&
                      l->out.w == made[i].out.w,
                  "%s: %zu x %zu x %zu", made[i].text, l->out.c, l->out.h,
                  l->out.w);
        cr_expect(l->weights == made[i].weights && l->biases == made[i].biases,
                  "%s: %zu and %zu", made[i].text, l->weights, l->biases);
        cr_expect_eq(l->flops, (double)made[i].flops, "%s: %g", made[i].text,
                     l->flops);
        net_free(&net);
    }
}
