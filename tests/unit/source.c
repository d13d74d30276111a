/* src/source.c and src/dataset.c: what a batch holds, how a set is cut and
   standardised, and where the sets with a name lie. */
#include "source.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 2300, ROWS = 4, COLUMNS = 6, SIZE = ROWS * COLUMNS };

static unsigned char pixels[COUNT * SIZE], labels[COUNT];
static const Dataset set = {COUNT, ROWS, COLUMNS, pixels, labels};
static Source source;
static Batch batch;
static Error error;

static void begin(void)
{
    Rng rng = rng_seeded(1);
    for (size_t i = 0; i < COUNT * SIZE; i++) {
        pixels[i] = (unsigned char)rng_below(&rng, 256);
    }
    for (size_t i = 0; i < COUNT; i++) {
        labels[i] = (unsigned char)rng_below(&rng, 10);
    }
}

static void end(void)
{
    batch_free(&batch);
    source_free(&source);
}

TestSuite(source, .init = begin, .fini = end);

static void make(bool half)
{
    cr_assert(source_pictures(&source, &set, half, &error), "%s", error.text);
    cr_assert(batch_new(&batch, &source, COUNT, &error), "%s", error.text);
}

static void same(const real *x, const real *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(x[i], expected[i], "%zu: %.9g, expected %.9g", i,
                     (double)x[i], (double)expected[i]);
    }
}

Test(source, fills_in_the_pictures_that_are_asked_for)
{
    static const int examples[] = {7, COUNT - 1, 0, 7};
    real expected[SIZE];
    make(false);
    source.mean = (real)0.3;
    source.deviation = (real)0.7;
    source.fill(&source, examples, 4, NULL, &batch);
    for (size_t e = 0; e < 4; e++) {
        normalise(pixels + (size_t)examples[e] * SIZE, expected, SIZE);
        standardise(expected, source.mean, source.deviation, SIZE);
        same(batch.x + e * SIZE, expected, SIZE);
        cr_assert_eq(batch.labels[e], labels[examples[e]]);
    }
    cr_assert_eq((size_t)batch.x % 64, 0);
}

Test(source, halves_pictures_to_means_of_four)
{
    make(true);
    cr_assert_eq(source.shape.h, ROWS / 2);
    cr_assert_eq(source.shape.w, COLUMNS / 2);
    source.mean = (real)0.1;
    source.fill(&source, (int[]){3}, 1, NULL, &batch);
    for (size_t row = 0; row < ROWS / 2; row++) {
        for (size_t column = 0; column < COLUMNS / 2; column++) {
            const unsigned char *p =
                pixels + 3 * SIZE + 2 * row * COLUMNS + 2 * column;
            double mean =
                (p[0] + p[1] + p[COLUMNS] + p[COLUMNS + 1]) / 4.0 / 255;
            cr_assert_float_eq(batch.x[row * (COLUMNS / 2) + column],
                               mean - 0.1, 1e-6);
        }
    }
    cr_assert_eq(batch.labels[0], labels[3]);
}

Test(source, halves_no_picture_of_odd_width)
{
    Dataset odd = {2, 4, 5, pixels, labels};
    cr_assert(!source_pictures(&source, &odd, true, &error));
    cr_assert_not_null(strstr(error.text, "even"), "%s", error.text);
}

Test(source, of_numbers_has_labels_or_values)
{
    static const real x[] = {1, 2, 3, 4, 5, 6}, values[] = {7, 8, 9};
    static const int classes[] = {4, 5, 6};
    Shape shape = {2, 1, 1};
    cr_assert(source_numbers(&source, shape, x, values, 1, 3, &error));
    cr_assert(batch_new(&batch, &source, 2, &error));
    source.fill(&source, (int[]){2, 0}, 2, NULL, &batch);
    same(batch.x, (real[]){5, 6, 1, 2}, 4);
    same(batch_target(&batch).values, (real[]){9, 7}, 2);
    source_free(&source);
    cr_assert(source_numbers(&source, shape, x, classes, 0, 3, &error));
    source.fill(&source, (int[]){1}, 1, NULL, &batch);
    cr_assert_eq(batch_target(&batch).labels[0], 5);
}

Test(source, has_each_example_in_one_fold)
{
    static bool held[COUNT];
    make(false);
    for (size_t f = 0; f < 7; f++) {
        Part train, validation;
        Rng rng = rng_seeded(4);
        cr_assert(source_fold(&source, 7, f, &rng, &train, &validation, &error),
                  "%s", error.text);
        cr_assert_eq(train.count + validation.count, COUNT);
        cr_assert_eq(validation.count, (f + 1) * COUNT / 7 - f * COUNT / 7);
        bool learned[COUNT] = {false};
        for (size_t i = 0; i < train.count; i++) {
            learned[train.examples[i]] = true;
        }
        for (size_t i = 0; i < validation.count; i++) {
            cr_assert(!held[validation.examples[i]]);
            cr_assert(!learned[validation.examples[i]]);
            held[validation.examples[i]] = true;
        }
    }
    for (size_t i = 0; i < COUNT; i++) {
        cr_assert(held[i]);
    }
}

Test(source, standardises_in_pieces_as_at_once)
{
    real mean, deviation;
    make(false);
    Part train = source_part(&source, 100, COUNT - 200);
    source.fill(&source, train.examples, train.count, NULL, &batch);
    mean_and_deviation(batch.x, train.count * SIZE, &mean, &deviation);
    cr_assert(source_standardise(&source, train, &error), "%s", error.text);
    cr_assert_float_eq(source.mean, mean, 1e-7);
    cr_assert_float_eq(source.deviation, deviation, 1e-7);
}

Test(source, finds_no_deviation_where_all_are_equal)
{
    memset(pixels, 77, sizeof pixels);
    make(false);
    Part train = source_part(&source, 0, COUNT);
    cr_assert(source_standardise(&source, train, &error), "%s", error.text);
    cr_assert_eq(source.deviation, 0);
    cr_assert_float_eq(source.mean, 77.0 / 255, 1e-7);
}

Test(source, is_cut_into_parts_that_hold_all_once)
{
    Part parts[3];
    bool met[COUNT] = {false};
    Rng rng = rng_seeded(5);
    make(false);
    cr_assert(source_split(&source, 0.7, 0.2, &rng, &parts[0], &parts[1],
                           &parts[2], &error),
              "%s", error.text);
    cr_assert_eq(parts[0].count, COUNT * 7 / 10);
    cr_assert_eq(parts[1].count, COUNT * 2 / 10);
    cr_assert_eq(parts[0].count + parts[1].count + parts[2].count, COUNT);
    size_t moved = 0;
    for (int p = 0; p < 3; p++) {
        for (size_t i = 0; i < parts[p].count; i++) {
            int e = parts[p].examples[i];
            cr_assert(e >= 0 && e < COUNT && !met[e]);
            met[e] = true;
            moved += source.order[i] != (int)i;
        }
    }
    cr_assert_gt(moved, COUNT / 2);
}

Test(source, must_leave_examples_to_train_on)
{
    Part a, b, c;
    Rng rng = rng_seeded(5);
    make(false);
    cr_assert(!source_split(&source, 1e-9, 0.5, &rng, &a, &b, &c, &error));
    cr_assert_not_null(strstr(error.text, "leaves 0 of 2300"), "%s",
                       error.text);
}

Test(source, has_another_checksum_when_a_pixel_or_label_differs)
{
    make(false);
    uint32_t first = source.checksum;
    end();
    pixels[COUNT * SIZE - 1] ^= 1;
    make(false);
    uint32_t second = source.checksum;
    end();
    labels[COUNT - 1] ^= 1;
    make(false);
    cr_assert(first != second && second != source.checksum &&
              first != source.checksum);
}

/* ---- Sets with a name ---- */

Test(dataset, lies_where_NN_DATA_says_or_in_data)
{
    char path[64];
    setenv("NN_DATA", "/somewhere", 1);
    cr_assert_str_eq(dataset_folder("mnist", path, sizeof path),
                     "/somewhere/mnist");
    cr_assert_str_eq(dataset_folder("my/mnist", path, sizeof path), "my/mnist");
    setenv("NN_DATA", "", 1);
    cr_assert_str_eq(dataset_folder("fashion", path, sizeof path),
                     "data/fashion");
    unsetenv("NN_DATA");
    cr_assert_str_eq(dataset_folder("mnist", path, sizeof path), "data/mnist");
}

Test(dataset, of_another_name_is_a_folder_that_is_there)
{
    Dataset none;
    cr_assert(!dataset_load(&none, "no/such", "train", &error));
    cr_assert_str_eq(error.text, "data: expected mnist, fashion or a folder, "
                                 "found \"no/such\"");
}

Test(dataset, knows_what_its_classes_are_called)
{
    cr_assert_str_eq(dataset_classes("fashion")[9], "ankle boot");
    cr_assert_str_eq(dataset_classes("mnist")[9], "9");
    cr_assert_str_eq(dataset_classes("my/folder")[0], "0");
}
