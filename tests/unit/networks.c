/* Networks: what is planned and computed, the text form and its errors, shapes
   and sizes that do not fit, and the same bits for the same seed. */
#include "kernels.h"
#include "net.h"
#include "net_text.h"
#include "optim.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static Error error;

static Net built(const char *text, size_t batch)
{
    Net net;
    cr_assert(net_new(&net, text, (Shape){0}, batch, 1, &error), "%s: %s", text,
              error.text);
    return net;
}

static Layer *last(const Net *net)
{
    return &net->layers[net->count - 1];
}

/* ---- The plan ---- */

Test(net, counts_parameters_and_operations)
{
    Net net = built("input 28x28, dense 128, relu, dense 10", 64);
    cr_expect_eq(net.count, 4);
    cr_expect_eq(net.parameters, 128 * 785 + 10 * 129);
    cr_expect_eq(net.weights, 128 * 784 + 10 * 128);
    cr_expect_eq(net.layers[1].flops, 2.0 * 784 * 128);
    cr_expect_eq(net.layers[3].weight_shape[0], 10);
    cr_expect_eq(net.layers[3].weight_shape[1], 128);
    net_free(&net);
}

Test(net, knows_the_shape_of_every_layer)
{
    static const struct {
        const char *text;
        Shape out;
    } cases[] = {
        {"input 3x4x5, dense 7", {7, 1, 1}},
        {"input 3x4x5, tanh", {3, 4, 5}},
        {"input 4x5, relu", {1, 4, 5}},
        {"input 3x4x5, flatten", {60, 1, 1}},
        {"input 3x4x5, maxout 4", {15, 1, 1}},
        {"input 3x4x5, radial_basis 2", {2, 1, 1}},
        {"input 3x4x5, a: relu, add a", {3, 4, 5}},
        {"input 3x4x5, a: relu, concat a input", {9, 4, 5}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Net net = built(cases[i].text, 1);
        cr_expect_arr_eq(&last(&net)->out, &cases[i].out, sizeof(Shape), "%s",
                         cases[i].text);
        net_free(&net);
    }
}

Test(net, lays_all_weights_before_all_biases)
{
    Net net = built("input 3, dense 5, tanh, dense 2", 4);
    cr_expect_eq(net.layers[1].w, net.w);
    cr_expect_eq(net.layers[3].w, net.w + 15);
    cr_expect_eq(net.layers[1].b, net.w + 25);
    cr_expect_eq(net.layers[3].b, net.w + 30);
    cr_expect_eq(net.layers[3].db - net.dw, 30);
    cr_expect_eq(net.weights, 25);
    cr_expect_eq(net.parameters, 32);
    net_free(&net);
}

Test(net, gives_every_layer_memory_of_its_own)
{
    enum { BATCH = 5 };
    Net net =
        built("input 7, a: dense 5, tanh, add a, b: dense 3, concat a", BATCH);
    real *from[64];
    size_t counts[64], pieces = 0;
    from[pieces] = net.w, counts[pieces++] = net.parameters;
    from[pieces] = net.dw, counts[pieces++] = net.parameters;
    from[pieces] = net.spare, counts[pieces++] = 5 * BATCH;
    for (size_t i = 0; i < net.stage_count; i++) {
        const Layer *layer = stage_last(&net.stages[i]);
        size_t count = BATCH * shape_size(layer->out);
        from[pieces] = layer->y, counts[pieces++] = count;
        from[pieces] = layer->dy, counts[pieces++] = count;
    }
    for (size_t i = 0; i < pieces; i++) {
        cr_expect_eq((uintptr_t)from[i] % 64, 0);
        for (size_t j = 0; j < pieces; j++) {
            cr_expect(i == j || from[i] + counts[i] <= from[j] ||
                      from[j] + counts[j] <= from[i]);
        }
    }
    net_free(&net);
}

/* ---- The passes ---- */

static void expect_output(const real *y, const real *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cr_expect_float_eq(y[i], expected[i], 1e-6, "y[%zu] is %g, expected %g",
                           i, (double)y[i], (double)expected[i]);
    }
}

Test(net, computes_a_chain)
{
    Net net = built("input 2, dense 2, relu, dense 1", 2);
    memcpy(net.layers[1].w, (real[]){1, 2, 3, -4}, 4 * sizeof(real));
    memcpy(net.layers[1].b, (real[]){0.5, -1}, 2 * sizeof(real));
    memcpy(net.layers[3].w, (real[]){10, 100}, 2 * sizeof(real));
    net.layers[3].b[0] = 7;
    const real x[] = {1, 1, 2, -1};
    expect_output(net_forward(&net, x, 2, EVALUATE), (real[]){42, 912}, 2);
    net_free(&net);
}

Test(net, computes_what_each_kind_of_layer_is_named_after)
{
    static const struct {
        const char *text;
        real x[2], y[2];
    } cases[] = {
        {"identity", {-2, 0.5}, {-2, 0.5}},
        {"sigmoid", {-2, 0.5}, {0.1192029220, 0.6224593312}},
        {"tanh", {-2, 0.5}, {-0.9640275801, 0.4621171573}},
        {"relu", {-2, 0.5}, {0, 0.5}},
        {"leaky_relu", {-2, 0.5}, {-0.02, 0.5}},
        {"elu", {-2, 0.5}, {-0.8646647168, 0.5}},
        {"softplus", {-2, 0.5}, {0.1269280110, 0.9740769842}},
        {"hard_tanh", {-2, 0.5}, {-1, 0.5}},
        {"flatten", {-2, 0.5}, {-2, 0.5}},
        {"maxout 1", {-2, 0.5}, {-2, 0.5}},
        {"concat input, maxout 2", {-2, 0.5}, {0.5, 0.5}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Net net;
        cr_assert(net_new(&net, cases[i].text, (Shape){2, 1, 1}, 1, 1, &error));
        expect_output(net_forward(&net, cases[i].x, 1, EVALUATE), cases[i].y,
                      2);
        net_free(&net);
    }
}

Test(net, adds_and_concatenates_named_layers)
{
    const real x[] = {1, -2, -3, 4};
    Net sum = built("input 2, a: relu, identity from input, add a", 2);
    expect_output(net_forward(&sum, x, 2, EVALUATE), (real[]){2, -2, -3, 8}, 4);
    net_free(&sum);
    Net both = built("input 2, a: relu, concat input", 2);
    expect_output(net_forward(&both, x, 2, EVALUATE),
                  (real[]){1, 0, 1, -2, 0, 4, -3, 4}, 8);
    net_free(&both);
}

Test(net, joins_the_gradients_of_all_readers)
{
    /* y = x + 3x + x, so dy/dx = 5. */
    Net net = built("input 1, dense 1, add input input", 1);
    net.layers[1].w[0] = 3;
    real x = 2, dx;
    expect_output(net_forward(&net, &x, 1, TRAIN), (real[]){10}, 1);
    last(&net)->dy[0] = 1;
    net_backward(&net, &dx);
    cr_expect_eq(dx, 5);
    cr_expect_eq(net.layers[1].dw[0], 2);
    cr_expect_eq(net.layers[1].db[0], 1);
    net_free(&net);
}

/* With the same bits; one example alone, which other kernels compute, within
   rounding. */
Test(net, takes_batches_smaller_than_planned)
{
    Net net = built("input 3, dense 4, tanh, dense 2", 8);
    real x[24], all[16];
    for (int i = 0; i < 24; i++) {
        x[i] = (real)i / 24;
    }
    memcpy(all, net_forward(&net, x, 8, EVALUATE), sizeof all);
    for (size_t e = 0; e < 7; e++) {
        cr_expect_arr_eq(net_forward(&net, x + 3 * e, 2, EVALUATE), all + 2 * e,
                         4 * sizeof(real));
        const real *one = net_forward(&net, x + 3 * e, 1, EVALUATE);
        for (size_t i = 0; i < 2; i++) {
            cr_expect_float_eq(one[i], all[2 * e + i], 1e-6);
        }
    }
    net_free(&net);
}

/* ---- Several outputs, frozen layers, spans, what is looked at ---- */

Test(net, goes_back_from_every_output)
{
    /* Both outputs read h = 2x: dh = 1 · 5 from the first and 1 · 7. */
    Net net =
        built("input 1, h: dense 1, first: dense 1 output, dense 1 from h", 1);
    net.layers[1].w[0] = 2;
    net.layers[2].w[0] = 5;
    net.layers[3].w[0] = 7;
    real x = 1, dx;
    for (int pass = 0; pass < 2; pass++) {
        net_zero_gradients(&net);
        expect_output(net_forward(&net, &x, 1, TRAIN), (real[]){14}, 1);
        cr_expect_eq(net.layers[2].y[0], 10);
        last(&net)->dy[0] = 1;
        if (pass == 0) {
            net.layers[2].dy[0] = 1;
        }
        net_backward(&net, &dx);
        cr_expect_eq(dx, pass == 0 ? 2 * (5 + 7) : 2 * 7);
        cr_expect_eq(net.layers[2].dw[0], pass == 0 ? 2 : 0);
    }
    net_free(&net);
}

Test(net, goes_back_from_an_output_that_is_read_too)
{
    /* h = 2x and y = 5h: dh = 1 · 5 from y, and 3 of its own if it has a loss,
       of which nothing is left in the next pass. */
    Net net = built("input 1, h: dense 1 output, dense 1", 1);
    net.layers[1].w[0] = 2;
    net.layers[2].w[0] = 5;
    real x = 1, dx;
    for (int pass = 0; pass < 4; pass++) {
        net_forward(&net, &x, 1, TRAIN);
        last(&net)->dy[0] = 1;
        if (pass == 1) {
            net.layers[1].dy[0] = 3;
        }
        net_backward(&net, &dx);
        cr_expect_eq(dx, 2 * (pass == 1 ? 5 + 3 : 5));
    }
    net_free(&net);
}

Test(net, computes_a_loss_at_each_output)
{
    Net net = built("input 1, h: dense 1, dense 1 output, dense 1 from h", 1);
    const Loss *square = loss_named("mean_squared_error", NULL);
    real x = 1, t = 0;
    net_forward(&net, &x, 1, TRAIN);
    real y = net.layers[2].y[0];
    cr_expect_eq(net_loss_at(&net, 2, square, (Target){.values = &t}), y * y);
    cr_expect_eq(net.layers[2].dy[0], 2 * y);
    cr_expect_eq(last(&net)->dy[0], 0);
    net_free(&net);
}

Test(net, leaves_frozen_layers_and_what_is_below_them_alone)
{
    for (size_t i = 0; kernel_rows[i] != NULL; i++) {
        if (!kernel_rows[i]->runs_here()) {
            continue;
        }
        setenv("NN_ISA", kernel_rows[i]->name, 1);
        Net net = built("input 5, dense 4 frozen, relu, dense 3, tanh, "
                        "dense 2 frozen",
                        7);
        real x[35], t[14] = {0}, dx[35];
        for (int k = 0; k < 35; k++) {
            x[k] = (real)(k % 9) - 4;
        }
        for (int asked = 0; asked < 2; asked++) {
            net_zero_gradients(&net);
            net_forward(&net, x, 7, TRAIN);
            net_loss(&net, loss_named("mean_squared_error", NULL),
                     (Target){.values = t});
            net_backward(&net, asked ? dx : NULL);
            for (size_t k = 0; k < net.layers[1].weights; k++) {
                cr_expect_eq(net.layers[1].dw[k], 0);
            }
            cr_expect_eq(net.layers[1].db[0], 0);
            cr_expect_eq(net.layers[5].dw[0], 0);
            cr_expect_neq(net.layers[3].dw[0], 0);
            cr_expect_neq(net.layers[3].db[0], 0);
        }
        net_free(&net);
    }
}

Test(net, lists_the_spans_that_are_trained)
{
    Net net = built("input 3, dense 5, dense 2 frozen, dense 4", 1);
    const Span expected[] = {
        {0, 15, true}, {25, 8, true}, {33, 5, false}, {40, 4, false}};
    cr_assert_eq(net.span_count, 4);
    for (size_t i = 0; i < 4; i++) {
        cr_expect_eq(net.spans[i].first, expected[i].first);
        cr_expect_eq(net.spans[i].count, expected[i].count);
        cr_expect_eq(net.spans[i].decays, expected[i].decays);
    }
    net_free(&net);
    net = built("input 3, dense 5, dense 2", 1);
    cr_expect_eq(net.span_count, 2);
    net_free(&net);
}

Test(net, keeps_what_is_watched)
{
    for (int watched = 0; watched < 2; watched++) {
        Net net;
        setenv("NN_ISA", "", 1);
        cr_assert(
            net_parse(&net, "input 2, dense 2, relu", (Shape){0}, &error));
        if (watched) {
            net_watch(&net, 1);
        }
        cr_assert(net_end(&net, 1, 1, &error));
        bool fast = net.pass.kernels->dense_inputs != NULL;
        cr_expect_eq(net.layers[1].y != NULL, watched || !fast);
        net_free(&net);
    }
}

Test(net, leaves_gradients_alone_when_it_evaluates)
{
    Net net = built("input 2, dense 2", 1);
    const Loss *loss = loss_named("cross_entropy", NULL);
    const real x[] = {1, 2};
    const int label = 1;
    last(&net)->dy[0] = 99;
    net_forward(&net, x, 1, EVALUATE);
    real value = net_loss(&net, loss, (Target){.labels = &label});
    cr_expect_eq(last(&net)->dy[0], 99);
    cr_expect_eq(net.pass.step, 0);
    net_forward(&net, x, 1, BACKWARD);
    cr_expect_eq(net_loss(&net, loss, (Target){.labels = &label}), value);
    cr_expect_neq(last(&net)->dy[0], 99);
    cr_expect_eq(net.pass.step, 0);
    net_forward(&net, x, 1, TRAIN);
    cr_expect_eq(net.pass.step, 1);
    net_free(&net);
}

/* ---- A kind that needs all kinds of memory ---- */

static int packings;

static bool plan_probe(Layer *layer, Error *problem)
{
    layer->weight_shape[0] = 1;
    layer->state_size = 3;
    return layer_plan_same(layer, problem);
}

static void probe_needs(const Layer *layer, const Kernels *kernels,
                        size_t batch, Needs *needs)
{
    (void)layer;
    (void)kernels;
    *needs = (Needs){.kept = batch,
                     .packed = sizeof(real),
                     .scratch = 5,
                     .forward_parts = 3};
}

static void pack_probe(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    packings++;
    *(real *)share->packed = -layer->w[0];
}

/* Part 0 alone computes; all see all examples. */
static void forward_probe(const Layer *layer, const Pass *pass, Share *share)
{
    memset(share->scratch, 1, 5);
    cr_expect_eq(share->n, pass->n);
    for (size_t i = 0; share->part == 0 && i < pass->n; i++) {
        share->y[i] = *(real *)share->packed * share->x[0][i];
        ((char *)share->kept)[i] = 1;
    }
    (void)layer;
}

static const LayerKind kind_probe = {
    .name = "probe",
    .argument = {{"mode", 0, 0, true, 0, (const char *const[]){"a", "b", NULL},
                  false}},
    .states = {"mean", "variance"},
    .undecayed = true,
    .plan = plan_probe,
    .compute = {.needs = probe_needs,
                .pack = pack_probe,
                .forward = forward_probe},
};

static Net with_probe(size_t batch)
{
    Net net;
    cr_assert(net_begin(&net, (Shape){1, 1, 1}, 2, &error));
    cr_assert(net_add(
        &net, &(Layer){.kind = &kind_probe, .inputs = 1, .argument = {1}},
        &error));
    cr_assert(net_end(&net, batch, 1, &error));
    return net;
}

Test(net, packs_weights_before_each_pass_unless_they_are_held)
{
    setenv("NN_THREADS", "2", 1);
    Net net = with_probe(4);
    net.worth_a_team = 0;
    const real x[] = {1, 2, 3, 4};
    packings = 0;
    for (int i = 1; i <= 3; i++) {
        net.w[0] = (real)i;
        cr_expect_eq(net_forward(&net, x, 4, EVALUATE)[3], -4 * (real)i);
        cr_expect_eq(packings, i);
    }
    net_hold_weights(&net, true);
    net_forward(&net, x, 4, EVALUATE);
    net_forward(&net, x, 4, EVALUATE);
    cr_expect_eq(packings, 4);
    net_hold_weights(&net, false);
    net.w[0] = 7;
    cr_expect_eq(net_forward(&net, x, 4, EVALUATE)[0], -7);
    cr_expect_eq(packings, 5);
    net_free(&net);
}

Test(net, plans_states_and_spans_as_a_kind_says)
{
    Net net = with_probe(1);
    cr_expect_eq(net.states, 6);
    cr_expect_eq(net.layers[1].states, 6);
    cr_expect_eq(net.span_count, 1);
    cr_expect_not(net.spans[0].decays);
    char text[100];
    net_text(&net, text, sizeof text);
    cr_expect_str_eq(text, "input 1, probe mode b");
    net_free(&net);
}

/* ---- A kind that is cut into parts: y[e][o] = w[o] x[e][1 − o] ----
   The second is late: who does not wait for it finds old numbers. */

static size_t crosswise_scratch = 1;

static bool plan_crosswise(Layer *layer, Error *problem)
{
    layer->weight_shape[0] = 2;
    return layer_plan_same(layer, problem);
}

static void crosswise_needs(const Layer *layer, const Kernels *kernels,
                            size_t batch, Needs *needs)
{
    (void)layer;
    (void)kernels;
    (void)batch;
    *needs = (Needs){.packed = sizeof(void *),
                     .scratch = crosswise_scratch,
                     .forward_parts = 2,
                     .backward_parts = 2};
}

static void pack_crosswise(const Layer *layer, const Pass *pass, Share *share)
{
    (void)layer;
    (void)pass;
    memcpy(share->packed, &share->scratch, sizeof(void *));
}

static void be_late(const Share *share)
{
    if (share->part > 0 && share->parts > 0) {
        usleep(2000);
    }
}

static void forward_crosswise(const Layer *layer, const Pass *pass,
                              Share *share)
{
    (void)pass;
    be_late(share);
    for (size_t e = 0; e < share->n; e++) {
        for (size_t o = share->part; o < share->part + share->parts; o++) {
            share->y[2 * e + o] = layer->w[o] * share->x[0][2 * e + 1 - o];
        }
    }
}

static void backward_crosswise(const Layer *layer, const Pass *pass,
                               Share *share)
{
    (void)pass;
    be_late(share);
    for (size_t e = 0; e < share->n; e++) {
        for (size_t o = share->part; o < share->part + share->parts; o++) {
            real dy = share->dy[2 * e + o];
            layer->dw[o] += dy * share->x[0][2 * e + 1 - o];
            if (share->dx[0] != NULL) {
                share->dx[0][2 * e + 1 - o] = dy * layer->w[o];
            }
        }
    }
}

static const LayerKind kind_crosswise = {
    .name = "crosswise",
    .plan = plan_crosswise,
    .compute = {.needs = crosswise_needs,
                .pack = pack_crosswise,
                .forward = forward_crosswise,
                .backward = backward_crosswise},
};

/* Two of them one after the other, of which the second may be frozen. */
static Net two_crosswise(const char *threads, bool frozen)
{
    Net net;
    Layer layer = {.kind = &kind_crosswise, .inputs = 1};
    setenv("NN_THREADS", threads, 1);
    cr_assert(net_begin(&net, (Shape){2, 1, 1}, 3, &error));
    cr_assert(net_add(&net, &layer, &error));
    layer.input[0] = 1;
    layer.frozen = frozen;
    cr_assert(net_add(&net, &layer, &error));
    cr_assert(net_end(&net, 3, 1, &error));
    net.worth_a_team = 0;
    memcpy(net.w, (real[]){2, 3, 5, 7}, 4 * sizeof(real));
    return net;
}

Test(net, gives_those_who_pack_at_once_scratch_of_their_own)
{
    Net net = two_crosswise("2", false);
    net_forward(&net, (real[]){1, 1}, 1, EVALUATE);
    void *first, *second;
    memcpy(&first, net.stages[0].packed, sizeof first);
    memcpy(&second, net.stages[1].packed, sizeof second);
    cr_expect_neq(first, second);
    net_free(&net);
}

Test(net, touches_no_scratch_before_it_is_used)
{
    struct rusage before, after;
    crosswise_scratch = 1 << 26;
    getrusage(RUSAGE_SELF, &before);
    Net net = two_crosswise("4", false);
    getrusage(RUSAGE_SELF, &after);
    cr_expect_lt(after.ru_maxrss - before.ru_maxrss, 4 * 64 * 1024 / 2,
                 "%ld KiB more", after.ru_maxrss - before.ru_maxrss);
    net_free(&net);
}

Test(net, shares_parts_forward_and_backward)
{
    static const char *const threads[] = {"1", "2", "3"};
    const real x[] = {1, -1, 2, 10, 3, 20};
    const real slopes[] = {3 * 5, 2 * 7};
    for (int i = 0; i < 6; i++) {
        bool frozen = i % 2 != 0;
        Net net = two_crosswise(threads[i / 2], frozen);
        const real *y = net_forward(&net, x, 3, TRAIN);
        real dx[6];
        for (size_t k = 0; k < 6; k++) {
            cr_expect_eq(y[k], x[k] * slopes[k % 2]);
            last(&net)->dy[k] = 1;
        }
        net_backward(&net, dx);
        for (size_t k = 0; k < 6; k++) {
            cr_expect_eq(dx[k], slopes[k % 2]);
        }
        cr_expect_eq(net.dw[0], (-1 + 10 + 20) * 7);
        cr_expect_eq(net.dw[1], (1 + 2 + 3) * 5);
        cr_expect_eq(net.dw[2], frozen ? 0 : (1 + 2 + 3) * 3);
        cr_expect_eq(net.dw[3], frozen ? 0 : (-1 + 10 + 20) * 2);
        net_free(&net);
    }
}

/* ---- First weights ---- */

static real deviation(const Layer *layer)
{
    real sum = 0;
    for (size_t i = 0; i < layer->weights; i++) {
        sum += layer->w[i] * layer->w[i];
    }
    return sqrt(sum / (real)layer->weights);
}

/* All of them lie within the limit, and some close to it. */
static void expect_limit(const Layer *layer, real limit)
{
    real largest = 0;
    for (size_t i = 0; i < layer->weights; i++) {
        largest = fmax(largest, fabs(layer->w[i]));
    }
    cr_expect(largest <= limit && largest > limit * (real)0.99);
}

Test(net, starts_as_he_says_and_before_saturation_as_xavier_says)
{
    Net net = built("input 300, dense 200, relu, dense 100, sigmoid", 1);
    cr_expect_float_eq(deviation(&net.layers[1]), sqrt(2.0 / 300), 0.002);
    cr_expect_float_eq(deviation(&net.layers[3]), sqrt(2.0 / 300), 0.002);
    expect_limit(&net.layers[3], (real)sqrt(6.0 / 300));
    for (size_t i = net.weights; i < net.parameters; i++) {
        cr_expect_eq(net.w[i], 0);
    }
    net_free(&net);
}

/* A filter of 4 channels and 3 x 5; then 30 channels come in, and 20 of the
   group's filters read each of them, at 3 x 3 places. */
Test(net, starts_filters_by_the_numbers_that_each_reads)
{
    Net net = built("input 8x9x9, conv 60 3x5 groups 2, relu, "
                    "conv 40 3 groups 2, sigmoid",
                    1);
    cr_expect_float_eq(deviation(&net.layers[1]), sqrt(2.0 / 60), 0.01);
    expect_limit(&net.layers[3], (real)sqrt(6.0 / (270 + 180)));
    net_free(&net);
}

Test(net, starts_from_the_seed)
{
    Net nets[3];
    const uint64_t seeds[3] = {5, 5, 6};
    for (int i = 0; i < 3; i++) {
        cr_assert(net_new(&nets[i], "dense 9", (Shape){4, 1, 1}, 1, seeds[i],
                          &error));
    }
    cr_expect_arr_eq(nets[0].w, nets[1].w, 36 * sizeof(real));
    cr_expect_neq(nets[0].w[0], nets[2].w[0]);
    for (int i = 0; i < 3; i++) {
        net_free(&nets[i]);
    }
}

/* ---- The same bits ---- */

/* The parameters after a few steps of training, and the last loss. */
static real *trained(int threads, const char *fuse, size_t *parameters,
                     real *loss)
{
    enum { N = 64, IN = 100, STEPS = 20 };
    char count[8];
    snprintf(count, sizeof count, "%d", threads);
    setenv("NN_THREADS", count, 1);
    setenv("NN_FUSE", fuse, 1);
    Net net =
        built("input 100, a: dense 128, relu, dense 128, add a, dense 10", N);
    Rng rng = rng_seeded(3);
    real x[N * IN];
    int labels[N];
    for (size_t step = 0; step < STEPS; step++) {
        for (size_t i = 0; i < N * IN; i++) {
            x[i] = (real)rng_normal(&rng);
        }
        for (size_t e = 0; e < N; e++) {
            labels[e] = x[e * IN] > 0;
        }
        net_zero_gradients(&net);
        net_forward(&net, x, N, TRAIN);
        *loss = net_loss(&net, loss_named("cross_entropy", NULL),
                         (Target){.labels = labels});
        net_backward(&net, NULL);
        sgd_step(net.w, net.dw, (real)0.01, net.parameters);
    }
    *parameters = net.parameters;
    real *w = malloc(net.parameters * sizeof *w);
    cr_assert_not_null(w);
    memcpy(w, net.w, net.parameters * sizeof *w);
    net_free(&net);
    return w;
}

Test(net, trains_to_the_same_bits_on_any_number_of_threads)
{
    size_t parameters;
    real loss, first_loss;
    real *first = trained(1, "0", &parameters, &first_loss);
    cr_expect_lt(first_loss, 2, "it learned nothing: %g", (double)first_loss);
    for (int threads = 1; threads <= 8; threads++) {
        for (int fuse = 0; fuse < 2; fuse++) {
            real *w = trained(threads, fuse ? "1" : "0", &parameters, &loss);
            cr_expect_eq(loss, first_loss);
            cr_expect_arr_eq(w, first, parameters * sizeof *w,
                             "on %d threads, NN_FUSE=%d", threads, fuse);
            free(w);
        }
    }
    free(first);
}

/* ---- The kernels ---- */

Test(net, uses_the_kernels_that_nn_isa_names)
{
    setenv("NN_ISA", "scalar", 1);
    Net net = built("input 2, dense 2", 1);
    cr_expect_str_eq(net.pass.kernels->name, "scalar");
    net_free(&net);
    setenv("NN_ISA", "abacus", 1);
    cr_expect_not(net_new(&net, "input 2, dense 2", (Shape){0}, 1, 1, &error));
    cr_expect_not_null(strstr(error.text, "NN_ISA"));
    cr_expect_not_null(strstr(error.text, "abacus"));
    cr_expect_not_null(strstr(error.text, "scalar"));
}

/* ---- The text form ---- */

static const Shape picture = {1, 28, 28};

static void expect_text(const char *text, const char *expected)
{
    Net net;
    char printed[300];
    cr_assert(net_parse(&net, text, (Shape){0}, &error), "%s", error.text);
    cr_expect_eq(net_text(&net, printed, sizeof printed), strlen(expected));
    cr_expect_str_eq(printed, expected);
    net_free(&net);
}

Test(text, is_printed_back_as_it_was_read)
{
    static const char *const texts[] = {
        "input 784, dense 128, relu, dense 10",
        "input 3x32x32, flatten, maxout 4, hard_tanh",
        "input 1x28x28, a: dense 5, b: tanh, c: sigmoid from a, concat b a",
        "input 2, a: dense 3, tanh, add a from a",
        "input 2, radial_basis 3",
        "input 2, radial_basis 3 width 0.1",
        "input 2, radial_basis 3 width 0.12345678901234568",
        "input 2, dense 1000000000",
        "input 2, a: dense 3 frozen, dense 4 output, add a from a frozen",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        expect_text(texts[i], texts[i]);
    }
}

Test(text, takes_the_last_of_two_equal_options)
{
    expect_text("input 2, radial_basis 3 width 2 width 0.5",
                "input 2, radial_basis 3 width 0.5");
}

Test(text, may_be_laid_out_freely)
{
    expect_text(" input 5x7,a:dense 007,\n\ttanh from input ,\r\n\n"
                "radial_basis 2 width 1 ",
                "input 1x5x7, a: dense 7, tanh from input, radial_basis 2");
}

Test(text, that_does_not_fit_is_cut_and_counted)
{
    Net net = built("input 2, dense 3", 1);
    char printed[8];
    cr_expect_eq(net_text(&net, printed, sizeof printed), 16);
    cr_expect_str_eq(printed, "input 2");
    cr_expect_eq(net_text(&net, NULL, 0), 16);
    net_free(&net);
}

Test(text, takes_the_shape_from_the_data_or_says_it)
{
    Net net;
    cr_assert(net_new(&net, "relu", picture, 1, 1, &error));
    cr_expect_arr_eq(&net.layers[0].out, &picture, sizeof picture);
    net_free(&net);
    cr_assert(net_new(&net, "input 28x28, relu", picture, 1, 1, &error));
    net_free(&net);
}

/* A text that is wrong, the mark under it, and words of the message. */
/* clang-format off */
static const struct {
    const char *text, *mark, *words;
} wrong[] = {
    {"dense 128, rleu, dense 10",
     "           ^~~~", "expected a layer (dense, identity,"},
    {"dense 128, rleu, dense 10",
     "           ^~~~", "found \"rleu\""},
    {"",
     "^", "expected a layer"},
    {"dense 10,",
     "         ^", "found the end"},
    {"dense 10,, relu",
     "         ^", "expected a layer"},
    {"dense 128 relu, dense 10",
     "          ^~~~", "dense: expected a comma or the end, found \"relu\""},
    {"dense",
     "     ^", "dense: expected units, a whole number from 1 to"},
    {"dense, relu",
     "     ^", "dense: expected units"},
    {"dense ten",
     "      ^~~", "found \"ten\""},
    {"dense 0",
     "      ^", "whole number"},
    {"dense -5",
     "      ^~", "whole number"},
    {"dense 1e3",
     "      ^~~", "whole number"},
    {"dense 12.5",
     "      ^~~~", "whole number"},
    {"dense 10000000000",
     "      ^~~~~~~~~~~", "from 1 to 1000000000"},
    {"dense 99999999999999999999999999",
     "      ^~~~~~~~~~~~~~~~~~~~~~~~~~", "from 1 to 1000000000"},
    {"radial_basis 3 width 0",
     "                     ^", "width, a number from"},
    {"radial_basis 3 width nan",
     "                     ^~~", "width, a number from"},
    {"radial_basis 3 width 1x",
     "                     ^~", "width, a number from"},
    {"radial_basis 3 width",
     "                    ^", "width, a number from"},
    {"radial_basis 3 height 2",
     "               ^~~~~~", "expected a comma or the end"},
    {"a: dense 5, relu, add b",
     "                      ^", "earlier layer (input, a), found \"b\""},
    {"dense 5, add a, a: relu",
     "             ^", "earlier layer (input)"},
    {"dense 5, add",
     "            ^", "add: expected the name of an earlier layer"},
    {"dense 5, relu from",
     "                  ^", "relu: expected the name"},
    {"add input input input input input input input input",
     "                                            ^~~~~",
     "at most 8 inputs"},
    {"a: relu, a: relu",
     "         ^", "not taken"},
    {"relu: dense 5",
     "^~~~", "not taken"},
    {"input: relu",
     "     ^", "shape such as 784"},
    {"dense 5, input: relu",
     "         ^~~~~", "not taken"},
    {"2nd: dense 5",
     "^~~", "a letter"},
    {"a-b: dense 5",
     "^~~", "a letter"},
    {"a_name_that_is_longer_than_names_may_be: relu",
     "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", "31 at most"},
    {": relu",
     "^", "expected a layer"},
    {"a: : relu",
     "   ^", "expected a layer"},
    {"relu:",
     "^~~~", "not taken"},
    {"input 28x28",
     "           ^", "a comma and a layer"},
    {"input 28x28 relu",
     "            ^~~~", "a comma and a layer"},
    {"input, relu",
     "     ^", "shape such as"},
    {"input 28x, relu",
     "      ^~~", "shape such as"},
    {"input 0x28, relu",
     "      ^~~~", "shape such as"},
    {"input 1x2x3x4, relu",
     "      ^~~~~~~", "shape such as"},
    {"input -1, relu",
     "      ^~", "shape such as"},
    {"input 1234567890, relu",
     "      ^~~~~~~~~~", "shape such as"},
    {"input 28x27, relu",
     "      ^~~~~", "input: expected 1x28x28, found 1x28x27"},
    /* Shapes that do not fit. */
    {"dense 10, maxout 3",
     "          ^~~~~~", "maxout 3: expected a multiple of 3 inputs, found 10"},
    {"a: dense 64, relu, dense 32, add a",
     "                             ^~~",
     "add: expected inputs of one shape, found 32 and 64"},
    {"dense 9, concat input",
     "         ^~~~~~", "one height and width, found 9 and 1x28x28"},
    /* Of a long text, the neighbourhood is shown. */
    {"relu, relu, relu, relu, relu, relu, relu, relu, relu, oops, relu, relu, "
     "relu, relu, relu",
     "                                            ^~~~", "found \"oops\""},
    {"dense\t5,\nr\xc3\xa9lu",
     "         ^~~~~", "expected a layer"},
};
/* clang-format on */

Test(text, that_is_wrong_is_marked_where_and_says_what_was_expected)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Net net;
        cr_assert(!net_parse(&net, wrong[i].text, picture, &error),
                  "\"%s\" was taken", wrong[i].text);
        net_free(&net);
        const char *mark = strrchr(error.text, '\n') + 3;
        cr_expect_str_eq(mark, wrong[i].mark, "\"%s\": %s", wrong[i].text,
                         error.text);
        cr_expect_not_null(strstr(error.text, wrong[i].words),
                           "expected \"%s\": %s", wrong[i].words, error.text);
    }
}

Test(text, without_any_shape_is_an_error)
{
    Net net;
    cr_expect_not(net_new(&net, "relu", (Shape){0}, 1, 1, &error));
    cr_expect_not_null(strstr(error.text, "input's shape"));
}

Test(text, with_a_layer_that_nobody_reads_is_an_error)
{
    Net net;
    cr_expect_not(
        net_new(&net, "a: dense 5, relu, tanh from a", picture, 1, 1, &error));
    cr_expect_not_null(strstr(error.text, "layer 2, relu"), "%s", error.text);
}

Test(text, that_is_cut_short_anywhere_is_an_error_or_a_shorter_net)
{
    const char whole[] =
        "input 3x4x5, a: dense 6, tanh, add a, b: radial_basis "
        "3 width 0.25, maxout 3, concat b from b";
    char text[sizeof whole];
    for (size_t n = 0; n < sizeof whole; n++) {
        memcpy(text, whole, n);
        text[n] = '\0';
        Net net;
        if (net_new(&net, text, (Shape){0}, 2, 1, &error)) {
            net_forward(&net, (real[120]){0}, 2, EVALUATE);
        }
        net_free(&net);
    }
}

Test(text, gives_a_table_with_the_sums)
{
    Net net = built("input 28x28, dense 128, relu, dense 10", 1);
    char table[800];
    cr_expect_lt(net_summary(&net, NULL, table, sizeof table), sizeof table);
    cr_expect_str_eq(table, "layer           output   parameters      MFLOP\n"
                            "input          1x28x28            0      0.000\n"
                            "dense 128          128       100480      0.201\n"
                            "relu               128            0      0.000\n"
                            "dense 10            10         1290      0.003\n"
                            "total                        101770      0.203\n");
    net_free(&net);
}

Test(text, gives_a_table_of_what_is_seen)
{
    Net net = built("input 8x9, conv 2 3x5, relu, dense 4", 1);
    View views[4];
    char table[800];
    cr_assert(net_views(&net, views));
    cr_expect_lt(net_summary(&net, views, table, sizeof table), sizeof table);
    cr_expect_str_eq(
        table, "layer            output      sees   parameters      MFLOP\n"
               "input             1x8x9       1x1            0      0.000\n"
               "conv 2 3x5        2x6x5       3x5           32      0.002\n"
               "relu              2x6x5       3x5            0      0.000\n"
               "dense 4               4       8x9          244      0.000\n"
               "total                                      276      0.002\n");
    net_free(&net);
}

/* ---- What a number sees ---- */

static void sees(const char *text, const size_t fields[][2], bool windows)
{
    View views[16];
    Net net = built(text, 1);
    cr_assert_leq(net.count, 16);
    cr_expect_eq(net_views(&net, views), windows, "%s", text);
    for (size_t i = 0; i < net.count; i++) {
        cr_expect(views[i].rows.window == fields[i][0] &&
                      views[i].columns.window == fields[i][1],
                  "%s: layer %zu sees %zu x %zu, expected %zu x %zu", text, i,
                  views[i].rows.window, views[i].columns.window, fields[i][0],
                  fields[i][1]);
    }
    net_free(&net);
}

/* 5; a pool of 2 adds 1; the second conv 4 steps of 2 pixels; its pool 1 such
   step: 5, 6, 14, 16. */
Test(view, of_lenet)
{
    sees("input 28x28, conv1: conv 20 5, relu, max_pool 2, conv2: conv 50 5, "
         "relu, max_pool 2, fc1: dense 500, relu, fc2: dense 10",
         (const size_t[][2]){{1, 1},
                             {5, 5},
                             {5, 5},
                             {6, 6},
                             {14, 14},
                             {14, 14},
                             {16, 16},
                             {28, 28},
                             {28, 28},
                             {28, 28}},
         true);
}

Test(view, of_net32)
{
    sees("input 28x28, conv1: conv 32 3, relu, conv2: conv 64 3, relu, "
         "max_pool 2, fc1: dense 10",
         (const size_t[][2]){
             {1, 1}, {3, 3}, {3, 3}, {5, 5}, {5, 5}, {6, 6}, {28, 28}},
         true);
}

/* Rows: 3 dilated by 2 is 5 long and moves 2; then 3 of those: 5 + 2 · 2. */
Test(view, counts_stride_and_dilation_of_each_axis)
{
    sees("input 3x21x21, conv 4 3 stride 2x1 dilation 2x1 padding 1 rest drop, "
         "conv 5 3, global_avg_pool, conv 2 1, dense 1",
         (const size_t[][2]){
             {1, 1}, {5, 3}, {9, 5}, {21, 21}, {21, 21}, {21, 21}},
         true);
}

Test(view, takes_the_largest_of_what_is_joined)
{
    sees("input 9x9, a: conv 2 3 padding 1, b: conv 2 1x5 padding 0x2 from "
         "input, add a, conv 2 3 padding 1, concat a",
         (const size_t[][2]){{1, 1}, {3, 3}, {1, 5}, {3, 5}, {5, 7}, {5, 7}},
         true);
}

Test(view, may_be_larger_than_the_input)
{
    sees("input 4x4, conv 1 3 padding 1, conv 1 3 padding 1, avg_pool 2",
         (const size_t[][2]){{1, 1}, {3, 3}, {5, 5}, {6, 6}}, true);
}

Test(view, without_windows_is_one_pixel_or_all)
{
    sees("input 6x7, relu, dense 8, relu, dense 3",
         (const size_t[][2]){{1, 1}, {1, 1}, {6, 7}, {6, 7}, {6, 7}}, false);
    sees("input 6x7, flatten, maxout 2",
         (const size_t[][2]){{1, 1}, {1, 1}, {6, 7}}, false);
}

/* ---- Absurd sizes ---- */

/* AddressSanitizer: no memory is not the end. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void refused(const char *text, size_t batch, const char *words)
{
    Net net;
    cr_assert(!net_new(&net, text, (Shape){0}, batch, 1, &error),
              "%s was built", text);
    cr_expect_not_null(strstr(error.text, words), "%s", error.text);
    cr_expect_null(net.layers);
    cr_expect_null(net.memory);
}

Test(size, that_overflows_is_an_error)
{
    refused("input 999999999x999999999x999999999, relu", 1, "absurd");
    refused("input 999999999x999999999, dense 1000000000", 1, "too many");
    refused("input 999999999, dense 1000000000, dense 1000000000, "
            "dense 1000000000",
            1, "no memory");
    refused("input 2, dense 3", SIZE_MAX / 2, "no memory");
    refused("input 2, dense 3", SIZE_MAX, "no memory");
    refused("input 2, dense 4", SIZE_MAX / 4 + 1, "no memory");
}

Test(size, that_doubles_again_and_again_is_an_error)
{
    char text[2000] = "input 1000, a: relu";
    for (int name = 'a'; name < 'z'; name++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used,
                 ", %c: concat %c %c %c %c %c %c %c", name + 1, name, name,
                 name, name, name, name, name);
    }
    refused(text, 1, "too many");
}

Test(size, beyond_the_memory_is_an_error_that_names_it)
{
    refused("input 100000x100000, dense 1000000", 64,
            "10000000001000000 parameters and batches of 64");
}

Test(shapes, that_differ_in_height_or_width_alone_do_not_fit)
{
    refused("input 1x5, dense 5, concat input", 1, "one height and width");
    refused("input 1x5, dense 1, add input", 1, "inputs of one shape");
    refused("input 5x1, dense 1, add input", 1, "inputs of one shape");
}

Test(error, may_be_null)
{
    Net net;
    cr_expect_not(net_new(&net, "oops", picture, 1, 1, NULL));
    cr_expect_not(net_new(&net, "a: dense 2, add input", picture, 1, 1, NULL));
    net_free(&net);
}
