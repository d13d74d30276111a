/* A bump and its two sigmoids, and a sine made of a few bumps. */
#include "figure.h"
#include "perceptron.h"
#include "xor.h"

enum { STEPS = 1000, BUMPS = 8 };

static const real pi = 3.14159265358979323846;

static real wave(real x)
{
    return sin(2 * pi * x);
}

/* The bump on [0.3, 0.7]: for s = 40 its two sigmoids too. */
static void write_bump(void)
{
    FILE *file = figure_open("bumps.dat");
    for (int i = 0; i <= STEPS; i++) {
        real x = (real)i / STEPS;
        fprintf(file, "%g %g %g %g %g %g\n", (double)x,
                (double)sigmoid(40 * (x - (real)0.3)),
                (double)sigmoid(40 * (x - (real)0.7)),
                (double)bump(x, (real)0.3, (real)0.7, 1, 40),
                (double)bump(x, (real)0.3, (real)0.7, 1, 10),
                (double)bump(x, (real)0.3, (real)0.7, 1, 200));
    }
    figure_close(file);
}

static real output(real x, const real *w, const real *b, const real *v)
{
    real u[2 * BUMPS];
    layer_forward(&x, w, b, u, 1, 2 * BUMPS);
    return perceptron_score(u, v, 0, 2 * BUMPS);
}

/* The sine and its network with BUMPS bumps, sides steep and sides soft. */
static void write_stairs(void)
{
    real w[2][2 * BUMPS], b[2][2 * BUMPS], v[2][2 * BUMPS];
    approximate(wave, 0, 1, 1000, w[0], b[0], v[0], BUMPS);
    approximate(wave, 0, 1, 60, w[1], b[1], v[1], BUMPS);
    FILE *file = figure_open("bumps-stairs.dat");
    for (int i = 0; i <= STEPS; i++) {
        real x = (real)i / STEPS;
        fprintf(file, "%g %g %g %g\n", (double)x, (double)wave(x),
                (double)output(x, w[0], b[0], v[0]),
                (double)output(x, w[1], b[1], v[1]));
    }
    figure_close(file);
}

/* The units of the network with two bumps: what approximate fills in. */
static void print_units(void)
{
    real w[4], b[4], v[4];
    approximate(wave, 0, 1, 100, w, b, v, 2);
    printf("unit  side     w     b     v\n");
    for (int j = 0; j < 4; j++) {
        printf("%4d  %-5s  %3g  %4g  %4g\n", j, j % 2 == 0 ? "left" : "right",
               (double)w[j], (double)b[j] + 0.0 /* prints −0 as 0 */,
               (double)v[j]);
    }
}

int main(void)
{
    write_bump();
    write_stairs();
    print_units();
    FILE *values = figure_open("bumps.values");
    fprintf(values, "bumps.middle\t%.4f\n", (double)bump(0.5, 0, 1, 3, 10));
    fprintf(values, "bumps.edge\t%.4f\n", (double)bump(0, 0, 1, 3, 10));
    fprintf(values, "bumps.outside\t%.4f\n", (double)bump(2, 0, 1, 3, 10));
    fprintf(values, "bumps.soft\t%.4f\n", (double)bump(0.5, 0, 1, 3, 2));
    figure_close(values);
    return 0;
}
