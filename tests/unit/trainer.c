/* src/trainer.c: each epoch has every example once, the best model is kept, a
   training stops when patience ends, and one that was interrupted goes on bit
   for bit. */
#define _DEFAULT_SOURCE

#include "trainer.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LEARNED = 103,
    OTHERS = 40,
    COUNT = LEARNED + OTHERS,
    IN = 6,
    BATCH = 10
};

static const char text[] = "input 6, dense 12, relu, dense 10";

static real x[COUNT * IN];
static int labels[COUNT];
static Source source;
static Net net;
static Trainer trainer;
static Epoch epoch;
static Error error;
static char path[64];

/* Ten heaps of points, which overlap. */
static void begin(void)
{
    Rng rng = rng_seeded(1);
    for (size_t e = 0; e < COUNT; e++) {
        labels[e] = (int)(e % 10);
        for (size_t i = 0; i < IN; i++) {
            x[e * IN + i] = (real)(cos((double)(labels[e] * (int)(i + 1))) +
                                   0.4 * rng_normal(&rng));
        }
    }
    cr_assert(
        source_numbers(&source, (Shape){IN, 1, 1}, x, labels, 0, COUNT, &error),
        "%s", error.text);
    strcpy(path, "/tmp/trainer-XXXXXX");
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    close(file);
}

static void end_training(void)
{
    trainer_free(&trainer);
    net_free(&net);
}

static void end(void)
{
    end_training();
    source_free(&source);
    remove(path);
}

TestSuite(trainer, .init = begin, .fini = end);

static Training usual(void)
{
    return (Training){.optimiser = {"adam", 0.01, NAN, NAN, 0.001},
                      .schedule = {.name = "one_cycle"},
                      .loss = loss_named("cross_entropy", NULL),
                      .batch = BATCH,
                      .epochs = 4,
                      .rng = rng_seeded(3)};
}

static void build(const char *network, const Training *training, size_t others)
{
    cr_assert(net_new(&net, network, (Shape){0}, 16, 7, &error), "%s",
              error.text);
    cr_assert(trainer_new(&trainer, &net, source_part(&source, 0, LEARNED),
                          source_part(&source, LEARNED, others), training,
                          &error),
              "%s", error.text);
}

static void go_on(void)
{
    cr_assert(trainer_epoch(&trainer, &epoch, &error), "%s", error.text);
}

/* ---- Epochs and batches ---- */

static int met[COUNT];
static size_t sizes[100], batches;

/* Notes what a batch holds, by the first number of each example. */
static real noting(Net *n, const Loss *loss, const real *batch_x, Target target,
                   size_t size, Step *step, void *context)
{
    sizes[batches++] = size;
    for (size_t e = 0; e < size; e++) {
        for (size_t k = 0; k < COUNT; k++) {
            bool same = batch_x[e * IN] == x[k * IN];
            met[k] += same;
            cr_assert(!same || target.labels[e] == labels[k]);
        }
    }
    return train_step(n, loss, batch_x, target, size, step, context);
}

Test(trainer, has_each_example_once_in_an_epoch_in_another_order)
{
    Training training = usual();
    size_t before[LEARNED];
    training.train_step = noting;
    build(text, &training, OTHERS);
    cr_assert_eq(trainer.batches, 11);
    for (int e = 1; e <= 3; e++) {
        memcpy(before, trainer.order, sizeof before);
        batches = 0;
        go_on();
        cr_assert_eq(batches, 11);
        for (size_t b = 0; b < 11; b++) {
            cr_assert_eq(sizes[b], b < 10 ? 10 : 3, "batch %zu", b);
        }
        for (size_t k = 0; k < COUNT; k++) {
            cr_assert_eq(met[k], k < LEARNED ? e : 0, "example %zu", k);
        }
        cr_assert_neq(memcmp(before, trainer.order, sizeof before), 0);
    }
}

/* The same written out, but for the order. */
Test(trainer, is_chapter_6_step_by_step)
{
    Training training = usual();
    Net own;
    real m[1000] = {0}, s[1000] = {0};
    size_t step = 0;
    training.optimiser.weight_decay = 0;
    build(text, &training, OTHERS);
    cr_assert(net_new(&own, text, (Shape){0}, 16, 7, &error));
    for (int e = 0; e < 4; e++) {
        size_t order[LEARNED];
        memcpy(order, trainer.order, sizeof order);
        for (size_t i = 0; i < LEARNED; i += BATCH) {
            size_t n = LEARNED - i < BATCH ? LEARNED - i : BATCH;
            real batch_x[BATCH * IN];
            int batch_labels[BATCH];
            take_batch(x, labels, order, LEARNED, i / BATCH, BATCH, batch_x,
                       batch_labels, IN);
            net_zero_gradients(&own);
            net_forward(&own, batch_x, n, TRAIN);
            net_loss(&own, training.loss, (Target){.labels = batch_labels});
            net_backward(&own, NULL);
            double rate = one_cycle(step++, 44, 0.3, 0.01);
            adam_step(own.w, own.dw, m, s, (real)rate, (real)0.9, (real)0.999,
                      (real)1e-8, step, own.parameters);
        }
        go_on();
        cr_assert_eq(memcmp(own.w, net.w, net.parameters * sizeof *net.w), 0,
                     "epoch %d", e + 1);
    }
    net_free(&own);
}

Test(trainer, learns)
{
    Training training = usual();
    training.epochs = 20;
    build(text, &training, OTHERS);
    go_on();
    double first = epoch.loss;
    while (!trainer_is_done(&trainer)) {
        go_on();
    }
    cr_assert_lt(epoch.loss, first / 2);
    cr_assert_gt(epoch.accuracy, 0.9);
    cr_assert_gt(epoch.validation.accuracy, 0.7);
    cr_assert_eq(trainer.position.step, 20 * 11);
}

Test(trainer, judges_by_the_losses_and_answers_of_all_examples)
{
    Training training = usual();
    int answers[OTHERS];
    size_t right = 0;
    build(text, &training, OTHERS);
    go_on();
    double loss = (double)evaluate(&net, training.loss, x + LEARNED * IN,
                                   labels + LEARNED, answers, OTHERS);
    for (size_t i = 0; i < OTHERS; i++) {
        right += answers[i] == labels[LEARNED + i];
    }
    cr_assert_float_eq(epoch.validation.loss, loss, 1e-6);
    cr_assert_float_eq(epoch.validation.accuracy, (double)right / OTHERS, 1e-6);
}

Test(trainer, says_no_number_where_there_is_no_validation)
{
    Training training = usual();
    build(text, &training, 0);
    go_on();
    cr_assert(isnan(epoch.validation.loss) && isnan(epoch.validation.accuracy));
    cr_assert(epoch.best);
}

/* ---- The best, and patience ---- */

/* Learns for two epochs; then all parameters become 0. */
static real spoiling(Net *n, const Loss *loss, const real *batch_x,
                     Target target, size_t size, Step *step, void *context)
{
    const Trainer *t = context;
    real before = train_step(n, loss, batch_x, target, size, step, context);
    if (t->position.epoch >= 2) {
        memset(n->w, 0, n->parameters * sizeof *n->w);
    }
    return before;
}

static void keeps_the_best(size_t others)
{
    Training training = usual();
    real best[1000];
    double most = -1;
    training.train_step = spoiling;
    training.schedule.name = "constant";
    training.epochs = 6;
    build(text, &training, others);
    cr_assert_leq(net.parameters, 1000);
    for (int e = 1; e <= 6; e++) {
        go_on();
        double accuracy =
            others > 0 ? epoch.validation.accuracy : epoch.accuracy;
        cr_assert_eq(epoch.best, accuracy > most, "epoch %d", e);
        if (epoch.best) {
            most = accuracy;
            memcpy(best, net.w, net.parameters * sizeof *best);
        }
    }
    cr_assert_eq(trainer.position.best_epoch, 2);
    cr_assert_eq(net.w[0], 0);
    trainer_take_best(&trainer);
    cr_assert_eq(memcmp(best, net.w, net.parameters * sizeof *best), 0);
    cr_assert_eq(trainer.sums.best_accuracy, most);
}

Test(trainer, keeps_the_parameters_that_were_best_on_validation)
{
    keeps_the_best(OTHERS);
}

Test(trainer, without_validation_goes_by_training)
{
    keeps_the_best(0);
}

static int64_t epochs_with_patience(size_t patience)
{
    Training training = usual();
    training.train_step = spoiling;
    training.schedule.name = "constant";
    training.epochs = 9;
    training.patience = patience;
    build(text, &training, OTHERS);
    while (!trainer_is_done(&trainer)) {
        go_on();
    }
    int64_t epochs = trainer.position.epoch;
    end_training();
    return epochs;
}

Test(trainer, stops_when_patience_ends)
{
    cr_assert_eq(epochs_with_patience(1), 3);
    cr_assert_eq(epochs_with_patience(3), 5);
    cr_assert_eq(epochs_with_patience(0), 9);
}

Test(trainer, that_patience_has_stopped_stays_so_in_a_file)
{
    Training training = usual();
    Safetensors file;
    training.train_step = spoiling;
    training.schedule.name = "constant";
    training.epochs = 9;
    training.patience = 2;
    for (int stop = 0; stop < 2; stop++) {
        build(text, &training, OTHERS);
        while (trainer.position.epoch < 3 + stop) {
            cr_assert(!trainer_is_done(&trainer));
            go_on();
        }
        cr_assert(trainer_save(&trainer, path, NULL, 0, &error));
        end_training();
        build(text, &training, OTHERS);
        cr_assert(!trainer_is_done(&trainer));
        cr_assert(safetensors_load(&file, path, &error));
        cr_assert(trainer_restore(&trainer, &file, path, &error), "%s",
                  error.text);
        safetensors_free(&file);
        cr_assert_eq(trainer_is_done(&trainer), stop == 1);
        end_training();
    }
}

/* ---- Stopping and going on ---- */

static void take_steps(int64_t step)
{
    while (trainer.position.step < step && !trainer_is_done(&trainer)) {
        cr_assert(trainer_step(&trainer, &error), "%s", error.text);
        if (trainer_epoch_is_over(&trainer)) {
            cr_assert(trainer_end_epoch(&trainer, &epoch, &error), "%s",
                      error.text);
        }
    }
}

static bool restore(void)
{
    Safetensors file;
    cr_assert(safetensors_load(&file, path, &error), "%s", error.text);
    bool good = trainer_restore(&trainer, &file, path, &error);
    safetensors_free(&file);
    return good;
}

static void goes_on_bit_for_bit(const char *network)
{
    static const int64_t stops[] = {0, 1, 11, 17, 43, 44};
    real w[1000], best[1000], state[64];
    for (const char *const *name = optimiser_names; *name != NULL; name++) {
        Training training = usual();
        training.optimiser.name = *name;
        build(network, &training, OTHERS);
        take_steps(44);
        Position position = trainer.position;
        Sums sums = trainer.sums;
        memcpy(w, net.w, net.parameters * sizeof *w);
        memcpy(best, trainer.best, net.parameters * sizeof *w);
        memcpy(state, net.state, net.states * sizeof *w);
        end_training();
        for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
            build(network, &training, OTHERS);
            take_steps(stops[i]);
            cr_assert(trainer_save(&trainer, path, NULL, 0, &error), "%s",
                      error.text);
            end_training();
            training.rng = rng_seeded(99); /* the checkpoint's counts */
            build(network, &training, OTHERS);
            training.rng = rng_seeded(3);
            cr_assert(restore(), "%s", error.text);
            cr_assert_eq(trainer.position.step, stops[i]);
            take_steps(44);
            cr_assert_eq(memcmp(w, net.w, net.parameters * sizeof *w), 0,
                         "%s, stopped after %d", *name, (int)stops[i]);
            cr_assert_arr_eq(state, net.state, net.states * sizeof *w);
            trainer_take_best(&trainer);
            cr_assert_eq(memcmp(best, net.w, net.parameters * sizeof *w), 0);
            cr_assert_eq(memcmp(&position, &trainer.position, sizeof position),
                         0);
            cr_assert_eq(memcmp(&sums, &trainer.sums, sizeof sums), 0);
            cr_assert_eq(net.pass.step, 44);
            end_training();
        }
    }
}

Test(trainer, that_was_stopped_goes_on_bit_for_bit)
{
    goes_on_bit_for_bit(text);
}

Test(trainer, goes_on_with_the_masks_and_statistics_it_would_have_had)
{
    goes_on_bit_for_bit("input 6, dense 12, batch_norm, a: relu, dense 12, "
                        "dropout 0.2, stochastic_depth 0.1, add a, dense 10");
}

static void refused(const char *network, const char *words)
{
    Training training = usual();
    build(network, &training, OTHERS);
    cr_assert(!restore());
    cr_assert_not_null(strstr(error.text, path), "%s", error.text);
    cr_assert_not_null(strstr(error.text, words), "%s", error.text);
    end_training();
}

Test(trainer, goes_on_only_from_the_same_training)
{
    Training training = usual();
    build(text, &training, OTHERS);
    take_steps(5);
    cr_assert(trainer_save(&trainer, path, NULL, 0, &error), "%s", error.text);
    end_training();
    refused("input 6, dense 12, tanh, dense 10", "asks for");
    refused("input 6, dense 13, relu, dense 10", "asks for");
    source.checksum ^= 1;
    refused(text, "the data are not those");
}

/* With random numbers that were a generator of the network's. */
Test(trainer, of_the_earlier_format_is_told_what_can_be_done)
{
    Training training = usual();
    int64_t words[RNG_WORDS] = {1};
    Tensor random = {"network.random", "I64", 1, {RNG_WORDS}, words};
    build(text, &training, OTHERS);
    cr_assert(checkpoint_save(path, &net, &random, 1, NULL, 0, &error));
    end_training();
    refused(text, "begin the training anew");
}

/* ---- What is wrong is said ---- */

static real without_step(Net *n, const Loss *loss, const real *batch_x,
                         Target target, size_t size, Step *step, void *context)
{
    (void)step, (void)context;
    net_forward(n, batch_x, size, EVALUATE);
    return net_loss(n, loss, target);
}

static real with_half_a_step(Net *n, const Loss *loss, const real *batch_x,
                             Target target, size_t size, Step *step,
                             void *context)
{
    without_step(n, loss, batch_x, target, size, step, context);
    step(n->w, n->dw, n->parameters / 2, context);
    return 0;
}

static real with_two_steps(Net *n, const Loss *loss, const real *batch_x,
                           Target target, size_t size, Step *step,
                           void *context)
{
    train_step(n, loss, batch_x, target, size, step, context);
    return train_step(n, loss, batch_x, target, size, step, context);
}

Test(trainer, wants_one_step_with_all_parameters)
{
    static const struct {
        real (*train_step)(Net *, const Loss *, const real *, Target, size_t,
                           Step *, void *);
        const char *found;
    } wrong[] = {{without_step, "found 0"},
                 {with_half_a_step, "found 0"},
                 {with_two_steps, "found 2"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Training training = usual();
        training.train_step = wrong[i].train_step;
        build(text, &training, OTHERS);
        cr_assert(!trainer_step(&trainer, &error));
        cr_assert_not_null(strstr(error.text, wrong[i].found), "%s",
                           error.text);
        end_training();
    }
}

static void not_begun(const char *network, Training training, const char *words)
{
    cr_assert(net_new(&net, network, (Shape){0}, 16, 7, &error), "%s",
              error.text);
    cr_assert(!trainer_new(&trainer, &net, source_part(&source, 0, LEARNED),
                           source_part(&source, LEARNED, OTHERS), &training,
                           &error));
    cr_assert_not_null(strstr(error.text, words), "%s", error.text);
    end_training();
}

Test(trainer, begins_only_with_what_fits)
{
    Training other = usual();
    not_begun("input 6, dense 9", usual(), "expected 10 outputs");
    not_begun("input 5, dense 10", usual(), "expected examples of 5, found 6");
    other.optimiser.name = "adma";
    not_begun(text, other, "optimiser: expected");
    other = usual();
    other.schedule.name = "cosin";
    not_begun(text, other, "schedule: expected");
    other = usual();
    other.loss = loss_named("mean_squared_error", NULL);
    not_begun(text, other, "expected examples with values");
}

/* ---- Other sources ---- */

static size_t asked, most_at_once;

/* A source that holds nothing: it makes each example when it is asked. */
static void fill_from_nothing(const Source *s, const int *examples, size_t n,
                              const Variation *variation, const Batch *batch)
{
    cr_assert_null(variation);
    size_t size = shape_size(s->shape);
    asked += n;
    most_at_once = n > most_at_once ? n : most_at_once;
    for (size_t e = 0; e < n; e++) {
        batch->labels[e] = examples[e] % 10;
        for (size_t i = 0; i < size; i++) {
            batch->x[e * size + i] = i == (size_t)batch->labels[e];
        }
    }
}

Test(trainer, needs_memory_for_a_piece_only)
{
    enum { MANY = 100000, HELD_BACK = 5000 };
    Training training = usual();
    training.batch = 16;
    training.epochs = 1;
    source_free(&source);
    cr_assert(
        source_numbers(&source, (Shape){10, 1, 1}, x, labels, 0, 1, &error));
    source.count = MANY;
    source.fill = fill_from_nothing;
    source.order = realloc(source.order, MANY * sizeof *source.order);
    for (int i = 0; i < MANY; i++) {
        source.order[i] = i;
    }
    Part train = source_part(&source, 0, MANY - HELD_BACK);
    cr_assert(source_standardise(&source, train, &error), "%s", error.text);
    cr_assert(net_new(&net, "input 10, dense 10", (Shape){0}, 16, 7, &error));
    cr_assert(trainer_new(&trainer, &net, train,
                          source_part(&source, train.count, HELD_BACK),
                          &training, &error),
              "%s", error.text);
    go_on();
    cr_assert_eq(asked, 2 * train.count + HELD_BACK);
    cr_assert_leq(most_at_once, 1000);
    cr_assert_gt(epoch.validation.accuracy, 0.99);
}

Test(trainer, learns_values_too)
{
    static real values[COUNT];
    Training training = usual();
    training.optimiser = (OptimiserSettings){"sgd", 0.1, NAN, NAN, 0};
    training.schedule.name = "constant";
    training.loss = loss_named("mean_squared_error", NULL);
    training.epochs = 30;
    for (size_t e = 0; e < COUNT; e++) {
        values[e] = x[e * IN] - 2 * x[e * IN + 3];
    }
    source_free(&source);
    cr_assert(source_numbers(&source, (Shape){IN, 1, 1}, x, values, 1, COUNT,
                             &error));
    build("input 6, dense 1", &training, 0);
    while (!trainer_is_done(&trainer)) {
        go_on();
    }
    cr_assert_lt(epoch.loss, 1e-4);
    cr_assert_float_eq(net.w[3], -2, 0.02);
}
