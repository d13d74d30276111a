/* src/augment.c and the variation of a source: what each kind does to a picture,
   that nothing else depends on it, and what is refused. */
#include "trainer.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { H = 9, W = 8, SIZE = H * W, COUNT = 60, TRIES = 200 };

static real picture[SIZE], changed[SIZE], spare[SIZE];
static Augmentation augmentation;
static Error error;

/* A bright spot off the centre, on paper. */
static void begin(void)
{
    memset(picture, 0, sizeof picture);
    picture[3 * W + 2] = (real)0.8;
    picture[3 * W + 3] = (real)0.4;
    augmentation = (Augmentation){0};
}

TestSuite(augment, .init = begin);

static void change(uint64_t example)
{
    Rng rng = rng_at(1, 2, 3, example);
    memcpy(changed, picture, sizeof changed);
    augment_picture(&augmentation, changed, spare, (Shape){1, H, W}, &rng);
    for (size_t i = 0; i < SIZE; i++) {
        cr_assert(changed[i] >= 0 && changed[i] <= 1);
    }
}

static void read_as(const char *text)
{
    cr_assert(augmentation_read(&augmentation, text, &error), "%s", error.text);
}

static void refused(const char *text, const char *says)
{
    cr_assert(!augmentation_read(&augmentation, text, &error), "%s", text);
    cr_assert_not_null(strstr(error.text, says), "%s: %s", text, error.text);
}

Test(augment, is_read_from_words)
{
    read_as("shift=2,rotate=15,noise=0.05");
    cr_expect_eq(augmentation.shift, 2);
    cr_expect_eq(augmentation.rotate, 15);
    cr_expect_eq(augmentation.noise, 0.05);
    cr_expect_eq(augmentation.flip, 0);
    cr_expect(!augmentation_is_none(&augmentation));
    read_as("");
    cr_expect(augmentation_is_none(&augmentation));
    read_as("flip=0");
    cr_expect(augmentation_is_none(&augmentation));
}

Test(augment, refuses_other_words_and_numbers)
{
    refused("shfit=2", "found \"shfit\"");
    refused("shift", "augment: shift: expected shift=NUMBER");
    refused("shift=", "shift=: expected");
    refused("shift=1.5", "shift=1.5: expected shift=NUMBER, a whole number "
                         "from 0 to 1000");
    refused("shift=2x", "shift=2x: expected");
    refused("flip=2", "flip=2: expected flip=NUMBER, a number from 0 to 1");
    refused("noise=-1", "noise=-1: expected");
    refused("noise=nan", "noise=nan: expected");
    refused("rotate=10 scale=0.1", "rotate=10 scale=0.1: expected");
    refused("shift=1,,flip=1", "found \"\"");
    refused("scale=0.95", "from 0 to 0.9");
}

Test(augment, by_nothing_changes_nothing)
{
    for (uint64_t i = 0; i < TRIES; i++) {
        change(i);
        cr_assert_arr_eq(changed, picture, sizeof picture);
    }
}

/* Row and column of the largest number. */
static void brightest(int *row, int *column)
{
    size_t at = 0;
    for (size_t i = 1; i < SIZE; i++) {
        at = changed[i] > changed[at] ? i : at;
    }
    *row = (int)(at / W);
    *column = (int)(at % W);
}

Test(augment, shifts_by_up_to_so_many_pixels_each_way)
{
    int met[5][5] = {0}, row, column;
    augmentation.shift = 2;
    for (uint64_t i = 0; i < TRIES; i++) {
        change(i);
        brightest(&row, &column);
        cr_assert(abs(row - 3) <= 2 && abs(column - 2) <= 2);
        met[row - 3 + 2][column - 2 + 2]++;
        cr_assert_eq(changed[row * W + column], picture[3 * W + 2]);
    }
    for (int i = 0; i < 25; i++) {
        cr_expect_gt(met[i / 5][i % 5], 0, "%d down, %d right", i / 5 - 2,
                     i % 5 - 2);
    }
}

Test(augment, flips_as_often_as_it_says)
{
    size_t flipped = 0;
    augmentation.flip = 0.25;
    for (uint64_t i = 0; i < TRIES; i++) {
        change(i);
        bool same = memcmp(changed, picture, sizeof picture) == 0;
        cr_assert(same || changed[3 * W + W - 1 - 2] == picture[3 * W + 2]);
        flipped += !same;
    }
    cr_expect(flipped > 25 && flipped < 75, "%zu", flipped);
}

/* How far the brightest number is from the centre, and the sum of all. */
static void measure(double *distance, double *sum)
{
    int row, column;
    brightest(&row, &column);
    *distance = hypot(row - (H - 1) / 2.0, column - (W - 1) / 2.0);
    *sum = 0;
    for (size_t i = 0; i < SIZE; i++) {
        *sum += (double)changed[i];
    }
}

Test(augment, rotates_about_the_centre)
{
    double distance, sum;
    size_t away = 0;
    augmentation.rotate = 90;
    for (uint64_t i = 0; i < TRIES; i++) {
        int row, column;
        change(i);
        measure(&distance, &sum);
        brightest(&row, &column);
        away += row != 3 || column != 2;
        cr_assert(distance > 0.7 && distance < 2.7, "%g", distance);
        cr_assert_float_eq(sum, 1.2, 0.4);
    }
    cr_expect_gt(away, TRIES / 2);
}

Test(augment, scales_both_ways)
{
    double sum, distance;
    size_t larger = 0, smaller = 0;
    augmentation.scale = 0.5;
    for (uint64_t i = 0; i < TRIES; i++) {
        change(i);
        measure(&distance, &sum);
        larger += sum > 1.3;
        smaller += sum < 1.1;
    }
    cr_expect(larger > 20 && smaller > 20, "%zu and %zu", larger, smaller);
}

Test(augment, crops_to_a_larger_picture)
{
    double sum, distance, all = 0;
    augmentation.crop = 0.5;
    for (uint64_t i = 0; i < TRIES; i++) {
        change(i);
        measure(&distance, &sum);
        cr_assert(sum < 6);
        all += sum;
    }
    cr_expect_gt(all / TRIES, 1.5); /* four times the area, often cut off */
}

Test(augment, changes_levels_as_it_says)
{
    for (uint64_t i = 0; i < TRIES; i++) {
        augmentation = (Augmentation){.brightness = 0.1};
        change(i);
        double brighter = (double)changed[3 * W + 2] - 0.8;
        cr_assert(fabs(brighter) <= 0.1001);
        cr_assert_float_eq(changed[3 * W + 3], 0.4 + brighter, 1e-6);
        cr_assert_float_eq(changed[0], fmax(brighter, 0), 1e-6);
        augmentation = (Augmentation){.contrast = 0.2};
        change(i);
        double mean = 1.2 / SIZE;
        double factor = ((double)changed[3 * W + 2] - mean) / (0.8 - mean);
        cr_assert(factor > 0.799 && factor < 1.201);
        cr_assert_float_eq(changed[3 * W + 3], mean + factor * (0.4 - mean),
                           1e-6);
    }
}

Test(augment, adds_noise_of_that_deviation)
{
    double squares = 0;
    augmentation.noise = 0.05;
    for (uint64_t i = 0; i < TRIES; i++) {
        change(i);
        squares += pow((double)changed[3 * W + 3] - 0.4, 2);
    }
    cr_expect_float_eq(sqrt(squares / TRIES), 0.05, 0.01);
}

Test(augment, saturates_colours_and_only_colours)
{
    real colours[] = {(real)0.6, (real)0.5, (real)0.4};
    Rng rng = rng_at(1, 2, 3, 4);
    augmentation.saturation = 0.5;
    augment_picture(&augmentation, colours, spare, (Shape){3, 1, 1}, &rng);
    cr_expect_float_eq(colours[1], 0.5, 1e-6);
    cr_expect_float_eq(colours[0] + colours[2], 1, 1e-6);
    double apart = (double)(colours[0] - colours[2]);
    cr_expect(fabs(apart - 0.2) > 1e-3 && apart >= 0.1 && apart <= 0.3);
    cr_expect(!augmentation_fits(&augmentation, (Shape){1, H, W}, &error));
    cr_expect_not_null(strstr(error.text, "3 channels, found 1"));
}

/* ---- In a source ---- */

static unsigned char pixels[COUNT * SIZE], labels[COUNT];
static const Dataset set = {COUNT, H, W, pixels, labels};
static Source source;

static void make_source(void)
{
    Rng rng = rng_seeded(5);
    begin();
    for (size_t i = 0; i < COUNT * SIZE; i++) {
        pixels[i] = (unsigned char)rng_below(&rng, 256);
    }
    for (size_t i = 0; i < COUNT; i++) {
        labels[i] = (unsigned char)(i % 10);
    }
    cr_assert(source_pictures(&source, &set, false, &error), "%s", error.text);
    source.mean = (real)0.5;
    source.deviation = (real)0.25;
    read_as("shift=1,rotate=20,scale=0.1,noise=0.1,contrast=0.3");
}

static void free_source(void)
{
    source_free(&source);
}

TestSuite(varied, .init = make_source, .fini = free_source);

/* Examples first, first + 1 ... in an epoch. */
static void fill(uint64_t epoch, int first, size_t n, real *x)
{
    Variation variation = {augmentation, 9, epoch};
    int examples[COUNT];
    Batch batch;
    for (size_t i = 0; i < n; i++) {
        examples[i] = first + (int)i;
    }
    cr_assert(batch_new(&batch, &source, n, &error));
    source.fill(&source, examples, n, &variation, &batch);
    memcpy(x, batch.x, n * SIZE * sizeof *x);
    batch_free(&batch);
}

Test(varied, pictures_do_not_depend_on_their_batch_but_on_the_epoch)
{
    static real whole[COUNT * SIZE], part[COUNT * SIZE];
    fill(3, 0, COUNT, whole);
    fill(3, 20, 7, part);
    cr_expect_arr_eq(part, whole + (size_t)20 * SIZE, 7 * SIZE * sizeof(real));
    fill(4, 20, 7, part);
    for (size_t e = 0; e < 7; e++) {
        cr_expect_neq(memcmp(part + e * SIZE, whole + (20 + e) * SIZE,
                             SIZE * sizeof(real)),
                      0);
    }
}

Test(varied, pictures_are_changed_before_they_are_standardised)
{
    real x[SIZE], expected[SIZE];
    fill(3, 20, 1, x);
    normalise(pixels + (size_t)20 * SIZE, expected, SIZE);
    Rng rng = rng_at(9, 3, UINT64_MAX, 20);
    augment_picture(&augmentation, expected, spare, (Shape){1, H, W}, &rng);
    standardise(expected, source.mean, source.deviation, SIZE);
    cr_expect_arr_eq(x, expected, sizeof x);
}

/* ---- In a training ---- */

static Net net;
static Trainer trainer;
static Epoch epoch;

static bool begin_training(const char *text, Part train)
{
    Training training = {.optimiser = {"sgd", 0.01, NAN, NAN, 0},
                         .schedule = {.name = "constant"},
                         .loss = loss_named("cross_entropy", NULL),
                         .augmentation = augmentation,
                         .batch = 7,
                         .epochs = 3,
                         .rng = rng_seeded(3)};
    cr_assert(net_new(&net, text, train.source->shape, 7, 1, &error));
    return trainer_new(&trainer, &net, train, source_part(train.source, 50, 10),
                       &training, &error);
}

static real learned[COUNT * SIZE];
static size_t learned_from;

/* Notes what is learned from, in the order of the batches. */
static real noting(Net *n, const Loss *loss, const real *x, Target target,
                   size_t size, Step *step, void *context)
{
    memcpy(learned + learned_from * SIZE, x, size * SIZE * sizeof *x);
    learned_from += size;
    return train_step(n, loss, x, target, size, step, context);
}

Test(varied, pictures_are_those_of_training_and_not_of_validation)
{
    static real expected[COUNT * SIZE];
    cr_assert(begin_training("dense 10", source_part(&source, 0, 50)));
    trainer.training.train_step = noting;
    for (uint64_t e = 0; e < 2; e++) {
        size_t order[50];
        memcpy(order, trainer.order, sizeof order);
        learned_from = 0;
        cr_assert(trainer_epoch(&trainer, &epoch, &error), "%s", error.text);
        for (size_t i = 0; i < 50; i++) {
            Variation variation = {augmentation, 1, e};
            Batch one = {expected + i * SIZE, &(int){0}, NULL, spare};
            source.fill(&source, &(int){(int)order[i]}, 1, &variation, &one);
        }
        cr_assert_eq(learned_from, 50);
        cr_expect_arr_eq(learned, expected, 50 * SIZE * sizeof(real));
        Evaluation plain;
        cr_assert(evaluation_of(&plain, &net, trainer.training.loss,
                                source_part(&source, 50, 10), &error));
        cr_expect_eq(epoch.validation.loss, plain.loss);
    }
    trainer_free(&trainer);
    net_free(&net);
}

Test(varied, examples_that_are_numbers_are_refused)
{
    static real x[COUNT * SIZE];
    static int classes[COUNT];
    Source numbers;
    cr_assert(source_numbers(&numbers, (Shape){1, H, W}, x, classes, 0, COUNT,
                             &error));
    cr_assert(!begin_training("dense 10", source_part(&numbers, 0, 50)));
    cr_expect_not_null(strstr(error.text, "expected pictures"), "%s",
                       error.text);
    augmentation = (Augmentation){.saturation = 1};
    net_free(&net);
    cr_assert(!begin_training("dense 10", source_part(&source, 0, 50)));
    cr_expect_not_null(strstr(error.text, "3 channels"), "%s", error.text);
    trainer_free(&trainer);
    net_free(&net);
    source_free(&numbers);
}
