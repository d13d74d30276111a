/* One step of the perceptron rule, in numbers and as a picture: a hazelnut
   that a badly chosen boundary calls an almond. */
#include "figure.h"
#include "nuts.h"
#include "perceptron.h"

static void show(const char *when, const real *x, const real *w, real b)
{
    printf("%-7s %7.3f %6.3f %6.3f   %7.3f    %+d\n", when, (double)w[0],
           (double)w[1], (double)b,
           (double)perceptron_score(x, w, b, NUT_FEATURES),
           perceptron_predict(x, w, b, NUT_FEATURES));
}

/* The boundary, and an arrow along w from where it is nearest to x. */
static void write_boundary(FILE *file, const real *x, const real *w, real b)
{
    double length2 = w[0] * w[0] + w[1] * w[1];
    double score = perceptron_score(x, w, b, NUT_FEATURES);
    double scale = 0.5 / sqrt(length2);
    for (int length = 0; length <= 4; length += 4) {
        fprintf(file, "%d %g\n", length, -(double)(w[0] * length + b) / w[1]);
    }
    fprintf(file, "\n\n%g %g %g %g\n\n\n", x[0] - score / length2 * w[0],
            x[1] - score / length2 * w[1], scale * w[0], scale * w[1]);
}

int main(void)
{
    real x[NUT_FEATURES];
    int label;
    nuts_draw(NUTS_SEED, x, &label, 1);

    real w[NUT_FEATURES] = {-1, 1}, b = 0;
    const real learning_rate = (real)0.1;
    FILE *values = figure_open("rule.values");
    FILE *file = figure_open("rule.dat");
    fprintf(file, "%g %g\n\n\n", (double)x[0], (double)x[1]);
    fprintf(values, "rule.before\t−%.3f\n",
            -(double)perceptron_score(x, w, b, NUT_FEATURES));

    printf("             w1     w2      b     score  class\n");
    show("before", x, w, b);
    write_boundary(file, x, w, b);
    perceptron_update(x, label, learning_rate, w, &b, NUT_FEATURES);
    show("after", x, w, b);
    write_boundary(file, x, w, b);
    figure_close(file);

    double x2 = x[0] * x[0] + x[1] * x[1];
    fprintf(values, "rule.after\t%.3f\n",
            (double)perceptron_score(x, w, b, NUT_FEATURES));
    fprintf(values, "rule.x2\t%.3f\n", x2);
    fprintf(values, "rule.gain\t%.3f\n", learning_rate * (x2 + 1));
    figure_close(values);
    return 0;
}
