/* Novikoff's bound R²/γ² for the nuts, for AND and for OR, beside the number of
   mistakes that the perceptron really makes; and the two quantities of his
   proof, mistake by mistake. */
#include "figure.h"
#include "nuts.h"
#include "perceptron.h"

enum { IN = 2, AUGMENTED = 3, LIMIT = 1000, SWEEPS = 20000, POWERS = 12 };

static double dot(const double *x, const double *y)
{
    return x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
}

/* label · (1, x): so turned, every example wants a score above 0. */
static void turn(const real *x, int label, double *y)
{
    y[0] = label;
    y[1] = label * x[0];
    y[2] = label * x[1];
}

/* Finds the direction u, |u| = 1, whose smallest score γ over the turned
   examples is largest, and returns γ. The shortest z whose scores are all at
   least 1 points there: z = Σ_i alpha_i y_i with alpha_i ≥ 0, found one alpha
   at a time (Hildreth 1957). */
static double largest_margin(const real *x, const int *labels, size_t n,
                             double *u)
{
    double z[AUGMENTED] = {0}, y[AUGMENTED], alpha[NUTS] = {0};
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (size_t i = 0; i < n; i++) {
            turn(x + i * IN, labels[i], y);
            double step = fmax((1 - dot(z, y)) / dot(y, y), -alpha[i]);
            alpha[i] += step;
            for (int j = 0; j < AUGMENTED; j++) {
                z[j] += step * y[j];
            }
        }
    }
    double margin = INFINITY;
    for (int j = 0; j < AUGMENTED; j++) {
        u[j] = z[j] / sqrt(dot(z, z));
    }
    for (size_t i = 0; i < n; i++) {
        turn(x + i * IN, labels[i], y);
        margin = fmin(margin, dot(u, y));
    }
    return margin;
}

static double largest_radius2(const real *x, const int *labels, size_t n)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double y[AUGMENTED];
        turn(x + i * IN, labels[i], y);
        largest = fmax(largest, dot(y, y));
    }
    return largest;
}

static void compare(const char *title, const char *key, const real *x,
                    const int *labels, size_t n, FILE *values)
{
    double u[AUGMENTED];
    double margin = largest_margin(x, labels, n, u);
    double radius2 = largest_radius2(x, labels, n);
    double bound = radius2 / (margin * margin);

    real w[IN] = {0}, b = 0;
    size_t errors[LIMIT], mistakes = 0;
    size_t epochs = perceptron_train(x, labels, 1, LIMIT, w, &b, errors, n, IN);
    for (size_t i = 0; i < epochs; i++) {
        mistakes += errors[i];
    }
    printf("%-4s  %7.3f  %7.5f  %6.0f  %8zu\n", title, radius2, margin,
           floor(bound), mistakes);
    fprintf(values, "convergence.%s.radius2\t%.2f\n", key, radius2);
    fprintf(values, "convergence.%s.margin\t%.4f\n", key, margin);
    fprintf(values, "convergence.%s.bound\t%.0f\n", key, floor(bound));
    fprintf(values, "convergence.%s.mistakes\t%zu\n", key, mistakes);
}

/* After each mistake k: u·w, its floor kγ, |w|, and its ceiling √k R. */
static void trace(const real *x, const int *labels, size_t n)
{
    double u[AUGMENTED];
    double margin = largest_margin(x, labels, n, u);
    double radius2 = largest_radius2(x, labels, n);
    FILE *file = figure_open("convergence.dat");
    real w[IN] = {0}, b = 0;
    size_t k = 0, before;
    do {
        before = k;
        for (size_t i = 0; i < n; i++) {
            if (perceptron_update(x + i * IN, labels[i], 1, w, &b, IN)) {
                double v[AUGMENTED] = {b, w[0], w[1]};
                k++;
                fprintf(file, "%zu %g %g\n", k, dot(u, v), sqrt(dot(v, v)));
            }
        }
    } while (k > before);
    fprintf(file, "\n\n");
    double most = radius2 / (margin * margin);
    for (int power = 0; power <= POWERS; power++) {
        double mistakes = exp2(power);
        fprintf(file, "%g %g %g\n", mistakes, mistakes * margin,
                sqrt(mistakes * radius2));
    }
    fprintf(file, "\n\n%g %g\n", most, most * margin);
    figure_close(file);
}

int main(void)
{
    real x[NUTS * NUT_FEATURES];
    int labels[NUTS];
    nuts_draw(NUTS_SEED, x, labels, NUTS);

    FILE *values = figure_open("convergence.values");
    printf("          R^2    gamma   bound  mistakes\n");
    compare("nuts", "nuts", x, labels, NUTS, values);
    compare("AND", "and", (const real[]){0, 0, 0, 1, 1, 0, 1, 1},
            (const int[]){-1, -1, -1, 1}, 4, values);
    compare("OR", "or", (const real[]){0, 0, 0, 1, 1, 0, 1, 1},
            (const int[]){-1, 1, 1, 1}, 4, values);
    figure_close(values);
    trace(x, labels, NUTS);
    return 0;
}
