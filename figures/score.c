/* The worked example of chapter 1: scores, classes and distances of two nuts
   and of a point on the boundary, which was laid by hand with a ruler. */
#include "figure.h"
#include "nuts.h"
#include "perceptron.h"

enum { EXAMPLES = 3 };

static const real w[NUT_FEATURES] = {-1, 2};
static const real b = -1;

static void show_score(const real *x)
{
    int label = perceptron_predict(x, w, b, NUT_FEATURES);
    printf("%6.2f %6.2f   %6.2f + %.2f %+.2f = %5.2f     %+d\n", (double)x[0],
           (double)x[1], (double)(w[0] * x[0]), (double)(w[1] * x[1]),
           (double)b, (double)perceptron_score(x, w, b, NUT_FEATURES), label);
}

/* The foot of the perpendicular from x to the boundary, and its length. */
static void show_distance(const real *x, FILE *file)
{
    double length2 = w[0] * w[0] + w[1] * w[1];
    double score = perceptron_score(x, w, b, NUT_FEATURES);
    double foot[NUT_FEATURES];
    for (int i = 0; i < NUT_FEATURES; i++) {
        foot[i] = x[i] - score / length2 * w[i];
    }
    printf("%6.2f %6.2f  %6.2f   %5.2f %5.2f   %8.2f\n", (double)x[0],
           (double)x[1], score, foot[0], foot[1], fabs(score) / sqrt(length2));
    fprintf(file, "%g %g\n%g %g\n\n\n", (double)x[0], (double)x[1], foot[0],
            foot[1]);
}

int main(void)
{
    real x[NUTS * NUT_FEATURES];
    int labels[NUTS];
    nuts_draw(NUTS_SEED, x, labels, NUTS);
    const real *examples[EXAMPLES] = {x, x + 2 * NUT_FEATURES,
                                      (const real[]){2, 1.5}};

    printf("%%%% score\nlength  width   "
           "w1 length + w2 width + b = score  class\n");
    for (int i = 0; i < EXAMPLES; i++) {
        show_score(examples[i]);
    }
    FILE *file = figure_open("score.dat");
    printf("%%%% distance\nlength  width   score   "
           "nearest on line   distance\n");
    for (int i = 0; i < EXAMPLES; i++) {
        show_distance(examples[i], file);
    }
    figure_close(file);

    size_t errors = 0;
    for (size_t i = 0; i < NUTS; i++) {
        const real *nut = x + i * NUT_FEATURES;
        errors += perceptron_predict(nut, w, b, NUT_FEATURES) != labels[i];
    }
    FILE *values = figure_open("score.values");
    fprintf(values, "score.errors\t%zu\n", errors);
    fprintf(values, "score.norm\t%.3f\n", sqrt(5.0));
    figure_close(values);
    return 0;
}
