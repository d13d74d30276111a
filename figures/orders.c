/* Two experiments on the nuts: what the learning rate changes, and what the
   order and the origin of the features change. */
#include "figure.h"
#include "nuts.h"
#include "perceptron.h"
#include "rng.h"

enum { ORDERS = 1000, LIMIT = 1000, BINS = 40, BIN = 5 };

static size_t mistakes_of(const real *x, const int *labels, real rate, real *w,
                          real *b, size_t *epochs)
{
    size_t errors[LIMIT], mistakes = 0;
    *epochs = perceptron_train(x, labels, rate, LIMIT, w, b, errors, NUTS,
                               NUT_FEATURES);
    for (size_t i = 0; i < *epochs; i++) {
        mistakes += errors[i];
    }
    return mistakes;
}

static void show_rates(const real *x, const int *labels)
{
    static const real rates[] = {(real)0.01, (real)0.1, 1, 10};
    printf("%33s%23s\n", "start from 0", "start from (1, 1), 1");
    printf("rate   epochs  mistakes  -b/w2    epochs  mistakes  -b/w2\n");
    for (int i = 0; i < 4; i++) {
        printf("%5g", (double)rates[i]);
        for (int start = 0; start <= 1; start++) {
            real w[NUT_FEATURES] = {(real)start, (real)start};
            real b = (real)start;
            size_t epochs;
            size_t mistakes = mistakes_of(x, labels, rates[i], w, &b, &epochs);
            printf("  %6zu  %8zu %7.4f", epochs, mistakes,
                   (0 - (double)b) / w[1]);
        }
        printf("\n");
    }
}

/* Moves the origin to the middle of the nuts. */
static void centre(real *x)
{
    for (int feature = 0; feature < NUT_FEATURES; feature++) {
        double sum = 0;
        for (int i = 0; i < NUTS; i++) {
            sum += x[i * NUT_FEATURES + feature];
        }
        for (int i = 0; i < NUTS; i++) {
            x[i * NUT_FEATURES + feature] -= (real)(sum / NUTS);
        }
    }
}

static int smaller_first(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a > b) - (a < b);
}

/* The nuts in ORDERS random orders: the mistakes of each, sorted. */
static void try_orders(const real *x, const int *labels, size_t *mistakes)
{
    Rng rng = rng_seeded(1);
    size_t order[NUTS];
    for (size_t i = 0; i < NUTS; i++) {
        order[i] = i;
    }
    for (size_t k = 0; k < ORDERS; k++) {
        real shuffled[NUTS * NUT_FEATURES];
        int shuffled_labels[NUTS];
        rng_shuffle(&rng, order, NUTS);
        for (size_t i = 0; i < NUTS; i++) {
            shuffled[2 * i] = x[2 * order[i]];
            shuffled[2 * i + 1] = x[2 * order[i] + 1];
            shuffled_labels[i] = labels[order[i]];
        }
        real w[NUT_FEATURES] = {0}, b = 0;
        size_t epochs;
        mistakes[k] = mistakes_of(shuffled, shuffled_labels, 1, w, &b, &epochs);
    }
    qsort(mistakes, ORDERS, sizeof *mistakes, smaller_first);
}

static void write_orders(const char *name, const size_t *mistakes, FILE *file,
                         FILE *values)
{
    size_t counts[BINS] = {0};
    for (size_t k = 0; k < ORDERS; k++) {
        size_t bin = mistakes[k] / BIN;
        counts[bin < BINS ? bin : BINS - 1]++;
    }
    for (size_t bin = 0; bin < BINS; bin++) {
        fprintf(file, "%g %zu\n", ((double)bin + 0.5) * BIN, counts[bin]);
    }
    fprintf(file, "\n\n");
    fprintf(values, "orders.%s.least\t%zu\n", name, mistakes[0]);
    fprintf(values, "orders.%s.median\t%zu\n", name, mistakes[ORDERS / 2]);
    fprintf(values, "orders.%s.most\t%zu\n", name, mistakes[ORDERS - 1]);
}

int main(void)
{
    real x[NUTS * NUT_FEATURES];
    int labels[NUTS];
    size_t mistakes[ORDERS];
    nuts_draw(NUTS_SEED, x, labels, NUTS);
    show_rates(x, labels);

    FILE *values = figure_open("orders.values");
    FILE *file = figure_open("orders.dat");
    fprintf(values, "orders.count\t%d\n", ORDERS);
    try_orders(x, labels, mistakes);
    write_orders("raw", mistakes, file, values);
    centre(x);
    try_orders(x, labels, mistakes);
    write_orders("centred", mistakes, file, values);
    figure_close(file);
    figure_close(values);
    return 0;
}
