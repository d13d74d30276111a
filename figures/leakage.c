/* Leakage made visible. Of each of WRITERS digits there are COPIES photographs:
   the same picture, moved by a pixel and with noise. Split without a thought,
   copies of one digit stand on both sides; split by digit, they do not. */
#include "real_data.h"

enum { WRITERS = 300, COPIES = 10, EPOCHS = 25 };

/* Pictures with noise, and a source of them. */
typedef struct Photographs {
    real *x;     /* [count][IN] */
    int *labels; /* [count] */
    Source source;
} Photographs;

/* A copy of a picture, moved by −1, 0 or 1 pixels each way, with noise. */
static void photograph(const unsigned char *pixels, real *x, Rng *rng)
{
    int down = (int)rng_below(rng, 3) - 1, right = (int)rng_below(rng, 3) - 1;
    unsigned char moved[SIDE * SIDE], label = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        int row = i / SIDE - down, column = i % SIDE - right;
        bool inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        moved[i] = inside ? pixels[row * SIDE + column] : 0;
    }
    Dataset one = {1, SIDE, SIDE, moved, &label};
    Source half = halves(&one);
    half.fill(&half, half.order, 1, NULL, &(Batch){x, (int[1]){0}, NULL, NULL});
    source_free(&half);
    for (int i = 0; i < IN; i++) {
        x[i] += (real)(0.1 * rng_normal(rng));
    }
}

/* Of each picture from the first on so many copies. */
static Photographs take(const Dataset *files, size_t first, size_t count,
                        size_t copies, Rng *rng)
{
    Photographs p = {.x = need(malloc(count * copies * IN * sizeof *p.x)),
                     .labels = need(malloc(count * copies * sizeof(int)))};
    for (size_t i = 0; i < count * copies; i++) {
        size_t from = first + i / copies;
        photograph(files->pixels + from * SIDE * SIDE, p.x + i * IN, rng);
        p.labels[i] = files->labels[from];
    }
    Error error;
    end_unless(source_numbers(&p.source, (Shape){1, HALF, HALF}, p.x, p.labels,
                              0, count * copies, &error),
               &error);
    return p;
}

static void release(Photographs *p)
{
    source_free(&p->source);
    free(p->x);
    free(p->labels);
}

/* Numbers the photographs of the digits that order names, digit after digit. */
static void by_digit(const size_t *digits, size_t count, int *order)
{
    for (size_t i = 0; i < count * COPIES; i++) {
        order[i] = (int)(digits[i / COPIES] * COPIES + i % COPIES);
    }
}

/* Trains on the first photographs of the order, and tests on the others. */
static void try(const char *name, const char *key, Source *all,
                size_t train_count, Source *fresh, FILE *values)
{
    Training how = training("adam", 0.001, "constant", 32, EPOCHS);
    Part train, test, other = source_part(fresh, 0, fresh->count);
    Run run;
    cut(all, train_count, all->count - train_count, &train, &test);
    fresh->mean = all->mean;
    fresh->deviation = all->deviation;
    run_begin(&run, "dense 64, relu, dense 10", &how, train, test, 1);
    for (int e = 0; e < EPOCHS; e++) {
        run_epoch(&run);
    }
    double seen = 100 * judge(&run.net, train).accuracy;
    double held = 100 * judge(&run.net, test).accuracy;
    double truth = 100 * judge(&run.net, other).accuracy;
    printf("%-22s  %9.1f %%  %9.1f %%  %13.1f %%\n", name, seen, held, truth);
    fprintf(values, "leakage.%s.test\t%.1f\n", key, held);
    fprintf(values, "leakage.%s.truth\t%.1f\n", key, truth);
    run_end(&run);
}

int main(void)
{
    Dataset files = load_files("mnist", "train");
    Rng rng = rng_seeded(1);
    Photographs all = take(&files, 0, WRITERS, COPIES, &rng);
    Photographs fresh = take(&files, WRITERS, 5000, 1, &rng);
    size_t digits[WRITERS], train_count, validation_count;
    Part train, validation, rest;
    Error error;
    FILE *values = figure_open("leakage.values");
    printf(
        "split by                 training    test set    digits of others\n");
    end_unless(source_split(&all.source, 0.8, 0, &rng, &train, &validation,
                            &rest, &error),
               &error);
    try("photograph (leaks)", "mixed", &all.source, train.count, &fresh.source,
        values);
    split(WRITERS, 0.8, 0, &rng, digits, &train_count, &validation_count);
    by_digit(digits, WRITERS, all.source.order);
    try("digit (right)", "apart", &all.source, train_count * COPIES,
        &fresh.source, values);
    figure_close(values);
    dataset_free(&files);
    release(&all);
    release(&fresh);
    return 0;
}
