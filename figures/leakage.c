/* Leakage made visible. Of each of WRITERS digits there are COPIES photographs:
   the same picture, moved by a pixel and with noise. Split without a thought,
   copies of one digit stand on both sides; split by digit, they do not. */
#include "real_data.h"

enum { WRITERS = 300, COPIES = 10, PICTURES = WRITERS * COPIES, EPOCHS = 25 };

/* A copy of a picture, moved by −1, 0 or 1 pixels each way, with noise. */
static void photograph(const unsigned char *pixels, real *x, Rng *rng)
{
    int down = (int)rng_below(rng, 3) - 1, right = (int)rng_below(rng, 3) - 1;
    unsigned char moved[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        int row = i / SIDE - down, column = i % SIDE - right;
        bool inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        moved[i] = inside ? pixels[row * SIDE + column] : 0;
    }
    halve(moved, x);
    for (int i = 0; i < IN; i++) {
        x[i] += (real)(0.1 * rng_normal(rng));
    }
}

/* Numbers the photographs of the digits that order names, digit after digit. */
static void by_digit(const size_t *digits, size_t count, size_t *order)
{
    for (size_t i = 0; i < count * COPIES; i++) {
        order[i] = digits[i / COPIES] * COPIES + i % COPIES;
    }
}

static void try(const char *name, const char *key, const Pictures *all,
                const size_t *order, size_t train_count, const Pictures *fresh,
                FILE *values)
{
    const Way way = {
        .adam = true, .rate = 0.001, .batch = 32, .epochs = EPOCHS};
    Pictures train = chosen(all, order, train_count);
    Pictures test = chosen(all, order + train_count, all->count - train_count);
    Pictures other = pictures_new(fresh->count, IN);
    real mean, deviation;
    memcpy(other.x, fresh->x, fresh->count * IN * sizeof *other.x);
    memcpy(other.labels, fresh->labels, fresh->count * sizeof *other.labels);
    mean_and_deviation(train.x, train.count * IN, &mean, &deviation);
    standardise(other.x, mean, deviation, other.count * IN);
    standardise_sets(train.x, train.count * IN, test.x, test.count * IN);
    Run run;
    run_begin(&run, "dense 64, relu, dense 10", &way, &train, 1);
    for (int e = 0; e < EPOCHS; e++) {
        run_epoch(&run);
    }
    double seen = 100 * judge(&run.net, &train).accuracy;
    double held = 100 * judge(&run.net, &test).accuracy;
    double truth = 100 * judge(&run.net, &other).accuracy;
    printf("%-22s  %9.1f %%  %9.1f %%  %13.1f %%\n", name, seen, held, truth);
    fprintf(values, "leakage.%s.test\t%.1f\n", key, held);
    fprintf(values, "leakage.%s.truth\t%.1f\n", key, truth);
    run_end(&run);
    pictures_free(&train);
    pictures_free(&test);
    pictures_free(&other);
}

int main(void)
{
    Dataset files = load_files("mnist", "train");
    Pictures all = pictures_new(PICTURES, IN), fresh = pictures_new(5000, IN);
    Rng rng = rng_seeded(1);
    for (size_t i = 0; i < PICTURES; i++) {
        photograph(files.pixels + i / COPIES * SIDE * SIDE, all.x + i * IN,
                   &rng);
        all.labels[i] = files.labels[i / COPIES];
    }
    for (size_t i = 0; i < fresh.count; i++) {
        photograph(files.pixels + (WRITERS + i) * SIDE * SIDE, fresh.x + i * IN,
                   &rng);
        fresh.labels[i] = files.labels[WRITERS + i];
    }
    size_t order[PICTURES], digits[WRITERS], train_count, validation_count;
    FILE *values = figure_open("leakage.values");
    printf(
        "split by                 training    test set    digits of others\n");
    split(PICTURES, 0.8, 0, &rng, order, &train_count, &validation_count);
    try("photograph (leaks)", "mixed", &all, order, train_count, &fresh,
        values);
    split(WRITERS, 0.8, 0, &rng, digits, &train_count, &validation_count);
    by_digit(digits, WRITERS, order);
    try("digit (right)", "apart", &all, order, train_count * COPIES, &fresh,
        values);
    figure_close(values);
    dataset_free(&files);
    pictures_free(&all);
    pictures_free(&fresh);
    return 0;
}
