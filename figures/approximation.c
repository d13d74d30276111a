/* The experiment: how far the network of bumps is from sin 2πx, against the
   number of bumps and against the steepness of their sides. */
#include "figure.h"
#include "perceptron.h"
#include "xor.h"

enum { POINTS = 10000, MOST = 512, PIXELS = 28 * 28 };

static const real pi = 3.14159265358979323846;

static real wave(real x)
{
    return sin(2 * pi * x);
}

static real hill(real x)
{
    return cos(2 * pi * x);
}

static real output(real x, const real *w, const real *b, const real *v,
                   size_t bumps)
{
    real u[2 * MOST];
    layer_forward(&x, w, b, u, 1, 2 * bumps);
    return perceptron_score(u, v, 0, 2 * bumps);
}

/* The largest |f(x) − y(x)| over POINTS + 1 evenly spaced x in [0, 1]. */
static double sup_error(real (*f)(real), size_t bumps, real s)
{
    real w[2 * MOST], b[2 * MOST], v[2 * MOST];
    double largest = 0;
    approximate(f, 0, 1, s, w, b, v, bumps);
    for (int i = 0; i <= POINTS; i++) {
        real x = (real)i / POINTS;
        largest = fmax(largest, fabs(f(x) - output(x, w, b, v, bumps)));
    }
    return largest;
}

/* Against N: sides of one steepness for all N, sides that keep step with N,
   and sides that are nearly steps. */
static void against_bumps(void)
{
    FILE *file = figure_open("approximation.dat");
    printf("%%%% bumps\n");
    printf("   N   units   s = 100   s = 10 N   s = 1000 N\n");
    for (size_t n = 4; n <= MOST; n *= 2) {
        double fixed = sup_error(wave, n, 100);
        double growing = sup_error(wave, n, 10 * (real)n);
        double steep = sup_error(wave, n, 1000 * (real)n);
        printf("%4zu   %5zu   %7.4f   %8.4f   %10.4f\n", n, 2 * n, fixed,
               growing, steep);
        fprintf(file, "%zu %g %g %g\n", n, fixed, growing, steep);
    }
    figure_close(file);
}

static void against_steepness(void)
{
    static const size_t bumps[] = {10, 50, 250};
    FILE *file = figure_open("approximation-steepness.dat");
    for (int i = 0; i <= 60; i++) {
        double s = pow(10.0, 1 + i / 15.0);
        fprintf(file, "%g", s);
        for (int k = 0; k < 3; k++) {
            fprintf(file, " %g", sup_error(wave, bumps[k], (real)s));
        }
        fprintf(file, "\n");
    }
    figure_close(file);
}

/* The fewest bumps, with s = 10 N, for an error below epsilon. */
static size_t bumps_for(double epsilon)
{
    size_t n = 1;
    while (n < MOST && sup_error(wave, n, 10 * (real)n) >= epsilon) {
        n++;
    }
    return n;
}

int main(void)
{
    against_bumps();
    against_steepness();

    real w[100], b[100], v[100];
    approximate(hill, 0, 1, 500, w, b, v, 50);
    FILE *values = figure_open("approximation.values");
    fprintf(values, "approximation.end\t%.3f\n",
            (double)output(0, w, b, v, 50));
    fprintf(values, "approximation.inside\t%.3f\n",
            (double)output((real)0.02, w, b, v, 50));
    fprintf(values, "approximation.hill_inside\t%.3f\n",
            (double)hill((real)0.02));
    fprintf(values, "approximation.milestone\t%.4f\n",
            sup_error(wave, 50, 500));
    size_t tenth = bumps_for(0.1);
    fprintf(values, "approximation.points\t%d\n", POINTS + 1);
    fprintf(values, "approximation.for_a_tenth\t%zu\n", tenth);
    fprintf(values, "approximation.for_a_hundredth\t%zu\n", bumps_for(0.01));
    fprintf(values, "approximation.squares\t%zu\n", tenth * tenth);
    fprintf(values, "approximation.digits\t%d\n",
            (int)floor(PIXELS * log10((double)tenth)) + 1);
    figure_close(values);
    return 0;
}
