/* The nuts of chapter 1: a table of the first, what one feature alone can do,
   and a perceptron that learns them, in order and with one label wrong. */
#include "nuts.h"
#include "figure.h"
#include "perceptron.h"

enum { FIRST = 8, LIMIT = 1000, SHOWN = 40 };

/* The fewest errors that a threshold on one feature alone can make. */
static size_t errors_of_one_feature(const real *x, const int *labels,
                                    size_t feature)
{
    size_t fewest = NUTS;
    for (size_t k = 0; k < NUTS; k++) {
        real threshold = x[k * NUT_FEATURES + feature];
        size_t errors = 0;
        for (size_t i = 0; i < NUTS; i++) {
            bool above = x[i * NUT_FEATURES + feature] > threshold;
            errors += above != (labels[i] == HAZELNUT);
        }
        errors = errors < NUTS - errors ? errors : NUTS - errors;
        fewest = errors < fewest ? errors : fewest;
    }
    return fewest;
}

static void show_nuts(const real *x, const int *labels, FILE *values)
{
    FILE *file = figure_open("nuts.dat");
    size_t hazelnuts = 0;
    printf("%%%% table\nlength  width  label\n");
    for (size_t i = 0; i < NUTS; i++) {
        const real *nut = x + i * NUT_FEATURES;
        if (i < FIRST) {
            printf("%6.2f %6.2f %6d\n", (double)nut[0], (double)nut[1],
                   labels[i]);
        }
        fprintf(file, "%.2f %.2f %d\n", (double)nut[0], (double)nut[1],
                labels[i]);
        hazelnuts += labels[i] == HAZELNUT;
    }
    figure_close(file);
    fprintf(values, "nuts.count\t%d\n", NUTS);
    fprintf(values, "nuts.hazelnuts\t%zu\n", hazelnuts);
    fprintf(values, "nuts.almonds\t%zu\n", NUTS - hazelnuts);
    fprintf(values, "nuts.by_length\t%zu\n",
            errors_of_one_feature(x, labels, 0));
    fprintf(values, "nuts.by_width\t%zu\n",
            errors_of_one_feature(x, labels, 1));
}

/* The boundary from length 1 to length 4, for gnuplot. */
static void write_line(FILE *file, const real *w, real b)
{
    for (int length = 1; length <= 4; length += 3) {
        fprintf(file, "%d %g\n", length, -(double)(w[0] * length + b) / w[1]);
    }
    fprintf(file, "\n\n");
}

static void learn(const real *x, const int *labels, FILE *values)
{
    real w[NUT_FEATURES] = {0}, b = 0;
    size_t errors[LIMIT] = {0};
    size_t epochs = 0, mistakes = 0;
    FILE *lines = figure_open("nuts-moves.dat");
    FILE *file = figure_open("nuts-errors.dat");
    printf("%%%% epochs\nepoch  errors        w1      w2      b\n");
    do {
        size_t *now = errors + epochs;
        perceptron_train(x, labels, 1, 1, w, &b, now, NUTS, NUT_FEATURES);
        epochs++;
        mistakes += *now;
        printf("%5zu %7zu  %8.2f%8.2f%7.0f\n", epochs, *now, (double)w[0],
               (double)w[1], (double)b);
        fprintf(file, "%zu %zu\n", epochs, *now);
        write_line(lines, w, b);
    } while (errors[epochs - 1] > 0 && epochs < LIMIT);
    figure_close(file);
    figure_close(lines);
    fprintf(values, "nuts.epochs\t%zu\n", epochs);
    fprintf(values, "nuts.mistakes\t%zu\n", mistakes);
    fprintf(values, "nuts.first\t%zu\n", errors[0]);
    fprintf(values, "nuts.second\t%zu\n", errors[1]);
}

/* The hazelnut nearest to the mean of all hazelnuts. */
static size_t middle_hazelnut(const real *x, const int *labels)
{
    double length = 0, width = 0, count = 0, smallest = INFINITY;
    for (size_t i = 0; i < NUTS; i++) {
        if (labels[i] == HAZELNUT) {
            length += x[i * NUT_FEATURES];
            width += x[i * NUT_FEATURES + 1];
            count++;
        }
    }
    size_t middle = 0;
    for (size_t i = 0; i < NUTS; i++) {
        double distance = hypot(x[i * NUT_FEATURES] - length / count,
                                x[i * NUT_FEATURES + 1] - width / count);
        if (labels[i] == HAZELNUT && distance < smallest) {
            smallest = distance;
            middle = i;
        }
    }
    return middle;
}

/* One hazelnut is handed in as an almond, and no line is right any more. */
static void learn_with_a_wrong_label(const real *x, int *labels, FILE *values)
{
    size_t wrong = middle_hazelnut(x, labels);
    labels[wrong] = ALMOND;

    real w[NUT_FEATURES] = {0}, b = 0;
    size_t errors[LIMIT];
    size_t epochs = perceptron_train(x, labels, 1, LIMIT, w, &b, errors, NUTS,
                                     NUT_FEATURES);
    size_t fewest = NUTS, most = 0;
    FILE *file = figure_open("nuts-wrong.dat");
    for (size_t i = 0; i < epochs; i++) {
        if (i < SHOWN) {
            fprintf(file, "%zu %zu\n", i + 1, errors[i]);
        }
        if (i >= LIMIT / 2) {
            fewest = errors[i] < fewest ? errors[i] : fewest;
            most = errors[i] > most ? errors[i] : most;
        }
    }
    figure_close(file);
    fprintf(values, "nuts.limit\t%d\n", LIMIT);
    fprintf(values, "nuts.shown\t%d\n", SHOWN);
    fprintf(values, "nuts.wrong.epochs\t%zu\n", epochs);
    fprintf(values, "nuts.wrong.fewest\t%zu\n", fewest);
    fprintf(values, "nuts.wrong.most\t%zu\n", most);
    fprintf(values, "nuts.wrong.length\t%.2f\n",
            (double)x[wrong * NUT_FEATURES]);
    fprintf(values, "nuts.wrong.width\t%.2f\n",
            (double)x[wrong * NUT_FEATURES + 1]);
}

int main(void)
{
    real x[NUTS * NUT_FEATURES];
    int labels[NUTS];
    nuts_draw(NUTS_SEED, x, labels, NUTS);

    FILE *values = figure_open("nuts.values");
    show_nuts(x, labels, values);
    learn(x, labels, values);
    learn_with_a_wrong_label(x, labels, values);
    figure_close(values);
    return 0;
}
