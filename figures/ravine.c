/* The way of every optimiser down the ravine, and its loss step by step. */
#include "figure.h"
#include "landscape.h"
#include "optimisers.h"

enum { STEPS = 60 };

static const double rates[OPTIMISERS] = {0.018, 0.005, 0.005, 2, 0.5, 1, 0.5};

/* The lines of equal E: ellipses. */
static void contours(void)
{
    FILE *file = figure_open("ravine-contours.dat");
    for (int k = 0; k <= 4; k++) {
        double e = pow(10, k / 2.0);
        for (int degrees = 0; degrees <= 360; degrees += 6) {
            double angle = degrees * PI / 180;
            fprintf(file, "%g %g\n", sqrt(2 * e) * cos(angle),
                    sqrt(2 * e) / 10 * sin(angle));
        }
        fprintf(file, "\n");
    }
    figure_close(file);
}

/* To four places, with no minus before a zero. */
static double shown(real x)
{
    return round((double)x * 1e4) / 1e4 + 0.0;
}

/* AdaDelta has its learning rate in ε: where it stands for three of them. */
static void hidden_rate(void)
{
    printf("%%%% hidden_rate\n   epsilon     after %d steps           E\n",
           STEPS);
    for (int power = -6; power <= -2; power += 2) {
        real w[2] = {10, 1}, g[2], s[2] = {0}, a[2] = {0};
        double epsilon = pow(10, power);
        for (int t = 0; t < STEPS; t++) {
            ravine(w, g);
            adadelta_step(w, g, s, a, 1, (real)0.9, (real)epsilon, 2);
        }
        printf("%10g  (%8.4f, %8.4f)  %10.2g\n", epsilon, shown(w[0]),
               shown(w[1]), (double)ravine(w, g));
    }
}

int main(void)
{
    contours();
    FILE *paths = figure_open("ravine.dat");
    FILE *values = figure_open("ravine.values");
    printf("%%%% ways\n                  rate     after %d steps           E\n",
           STEPS);
    for (OptimiserKind kind = 0; kind < OPTIMISERS; kind++) {
        real w[2] = {10, 1}, g[2];
        Optimiser o = optimiser(kind, rates[kind], 2);
        for (size_t t = 0; t <= STEPS; t++) {
            double e = (double)ravine(w, g);
            fprintf(paths, "%zu %g %g %g\n", t, (double)w[0], (double)w[1], e);
            if (t == STEPS) {
                printf("%-16s %5g  (%8.4f, %8.4f)  %10.2g\n", titles[kind],
                       rates[kind], shown(w[0]), shown(w[1]), e);
            }
            take_step(&o, w, g, t + 1);
        }
        optimiser_free(&o);
        fprintf(paths, "\n\n");
    }
    fprintf(values, "ravine.steps\t%d\n", STEPS);
    figure_close(paths);
    figure_close(values);
    hidden_rate();
    return 0;
}
