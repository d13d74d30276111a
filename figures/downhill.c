/* The worked example of chapter 5: the first steps of every optimiser down the
   ravine, from (10, 1). */
#include "figure.h"
#include "landscape.h"
#include "optimisers.h"

enum { STEPS = 3 };

static void print_step(size_t step, const real *w)
{
    real g[2];
    double e = (double)ravine(w, g);
    printf("%4zu  %8.4f %8.4f  %8.3f %8.2f  %9.4f\n", step, (double)w[0],
           (double)w[1], (double)g[0], (double)g[1], e);
}

/* Gradient descent: where it stands, the gradient there, and E. */
static void descend(double rate, size_t steps)
{
    real w[2] = {10, 1}, g[2];
    printf("step        w1       w2        g1       g2          E\n");
    for (size_t t = 0; t <= steps; t++) {
        print_step(t, w);
        ravine(w, g);
        sgd_step(w, g, (real)rate, 2);
    }
}

/* The first steps of one optimiser, with what it remembers. */
static void first_steps(OptimiserKind kind, double rate, const char *first,
                        const char *second)
{
    real w[2] = {10, 1}, g[2];
    Optimiser o = optimiser(kind, rate, 2);
    printf("step       w1      w2       g1       g2  %8s1%9s2", first, first);
    printf(*second ? "%9s1%9s2\n" : "\n", second, second);
    for (size_t t = 1; t <= STEPS; t++) {
        ravine(w, g);
        take_step(&o, w, g, t);
        printf("%4zu  %7.4f %7.4f  %7.4f %8.3f  %9.5g%10.5g", t, (double)w[0],
               (double)w[1], (double)g[0], (double)g[1], (double)o.first[0],
               (double)o.first[1]);
        if (*second) {
            printf("%10.4g%10.4g", (double)o.second[0], (double)o.second[1]);
        }
        printf("\n");
    }
    optimiser_free(&o);
}

/* How far the first step of Adam goes, with and without its correction. */
static void first_adam_step(FILE *values)
{
    real w[2] = {0}, m[2] = {0}, s[2] = {0}, g[2] = {3, (real)-0.01};
    adam_step(w, g, m, s, 1, (real)0.9, (real)0.999, (real)1e-8, 1, 2);
    fprintf(values, "downhill.adam.corrected1\t%.4f\n", -(double)w[0]);
    fprintf(values, "downhill.adam.corrected2\t%.4f\n", (double)w[1]);
    fprintf(values, "downhill.adam.uncorrected\t%.2f\n",
            (double)m[0] / sqrt((double)s[0]));
}

int main(void)
{
    printf("%%%% descent\n");
    descend(0.018, 4);
    printf("%%%% too_far\n");
    descend(0.021, 4);
    printf("%%%% momentum\n");
    first_steps(MOMENTUM, 0.005, "v", "");
    printf("%%%% nesterov\n");
    first_steps(NESTEROV, 0.005, "v", "");
    printf("%%%% adagrad\n");
    first_steps(ADAGRAD, 0.5, "s", "");
    printf("%%%% rmsprop\n");
    first_steps(RMSPROP, 0.5, "s", "");
    printf("%%%% adadelta\n");
    first_steps(ADADELTA, 1, "s", "a");
    printf("%%%% adam\n");
    first_steps(ADAM, 0.5, "m", "s");

    FILE *values = figure_open("downhill.values");
    first_adam_step(values);
    for (int best = 0; best < 2; best++) {
        real w[2] = {10, 1}, g[2];
        double rate = best ? 2 / 101.0 : 0.018;
        size_t steps = 0;
        while (ravine(w, g) >= (real)1e-4) {
            sgd_step(w, g, (real)rate, 2);
            steps++;
        }
        fprintf(values, "downhill.%s\t%zu\n", best ? "best" : "steps", steps);
    }
    figure_close(values);
    return 0;
}
