/* What Winograd's method costs in accuracy: convolutions of random pictures
   that ReLU has passed, in float, directly and in tiles of growing size, beside
   the same in double. The transforms are made from their points, as winograd.h
   says. */
#include "figure.h"
#include "rng.h"

#include <math.h>
#include <string.h>

enum { MOST = 10, CHANNELS = 64, TRIALS = 400 };

/* The points of a transform of up to MOST numbers; the last is infinity. */
static const double points[MOST - 1] = {0, 1, -1, 2, -2, 0.5, -0.5, 4, -4};

typedef struct Transform {
    size_t side, window, out;
    float pixels[MOST][MOST], weights[MOST][MOST], results[MOST][MOST];
} Transform;

/* The coefficients of the product of (x - point) over all points but one. */
static void polynomial(double *c, size_t count, size_t without)
{
    memset(c, 0, MOST * sizeof *c);
    c[0] = 1;
    for (size_t k = 0, degree = 0; k < count; k++) {
        if (k != without) {
            degree++;
            for (size_t i = degree + 1; i-- > 0;) {
                c[i] = (i > 0 ? c[i - 1] : 0) - points[k] * c[i];
            }
        }
    }
}

static Transform transform_of(size_t out, size_t window)
{
    Transform t = {.side = out + window - 1, .window = window, .out = out};
    size_t last = t.side - 1;
    double c[MOST];
    for (size_t i = 0; i < last; i++) {
        double scale = 1, power = 1;
        for (size_t k = 0; k < last; k++) {
            scale *= k != i ? points[i] - points[k] : 1;
        }
        polynomial(c, last, i);
        for (size_t j = 0; j < t.side; j++) {
            t.pixels[i][j] = (float)c[j];
            t.weights[i][j] = j < window ? (float)(power / scale) : 0;
            t.results[j][i] = j < out ? (float)power : 0;
            power *= points[i];
        }
    }
    polynomial(c, last, last);
    for (size_t j = 0; j < t.side; j++) {
        t.pixels[last][j] = (float)c[j];
    }
    t.weights[last][window - 1] = t.results[out - 1][last] = 1;
    return t;
}

/* to = m from mᵀ.   m: [rows][columns]; from: [columns][columns]. */
static void both_sides(float m[MOST][MOST], float from[MOST][MOST],
                       float to[MOST][MOST], size_t rows, size_t columns)
{
    float half[MOST][MOST];
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            float sum = 0;
            for (size_t k = 0; k < columns; k++) {
                sum += m[i][k] * from[k][j];
            }
            half[i][j] = sum;
        }
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < rows; j++) {
            float sum = 0;
            for (size_t k = 0; k < columns; k++) {
                sum += half[i][k] * m[j][k];
            }
            to[i][j] = sum;
        }
    }
}

static float x[CHANNELS][MOST][MOST], w[CHANNELS][MOST][MOST];

static void draw(Rng *rng, size_t window)
{
    double deviation = sqrt(2.0 / (double)(CHANNELS * window * window));
    memset(w, 0, sizeof w);
    for (size_t c = 0; c < CHANNELS; c++) {
        for (size_t i = 0; i < MOST * MOST; i++) {
            x[c][i / MOST][i % MOST] = (float)fmax(0, rng_normal(rng));
        }
        for (size_t i = 0; i < window * window; i++) {
            w[c][i / window][i % window] = (float)(deviation * rng_normal(rng));
        }
    }
}

static void by_winograd(Transform *t, float y[MOST][MOST])
{
    float sum[MOST][MOST] = {{0}};
    for (size_t c = 0; c < CHANNELS; c++) {
        float pixels[MOST][MOST], weights[MOST][MOST];
        both_sides(t->pixels, x[c], pixels, t->side, t->side);
        both_sides(t->weights, w[c], weights, t->side, t->side);
        for (size_t i = 0; i < t->side; i++) {
            for (size_t j = 0; j < t->side; j++) {
                sum[i][j] += pixels[i][j] * weights[i][j];
            }
        }
    }
    both_sides(t->results, sum, y, t->out, t->side);
}

#define DIRECTLY(name, type)                                                   \
    static type name(size_t window, size_t i, size_t j)                        \
    {                                                                          \
        type sum = 0;                                                          \
        for (size_t c = 0; c < CHANNELS; c++) {                                \
            for (size_t k = 0; k < window; k++) {                              \
                for (size_t l = 0; l < window; l++) {                          \
                    sum += (type)x[c][i + k][j + l] * (type)w[c][k][l];        \
                }                                                              \
            }                                                                  \
        }                                                                      \
        return sum;                                                            \
    }
DIRECTLY(in_float, float)
DIRECTLY(in_double, double)

/* The errors as shares of the result, both in the root of the mean square. */
static void errors(size_t out, size_t window, double *direct, double *winograd)
{
    Transform t = transform_of(out, window);
    Rng rng = rng_seeded(10 * out + window);
    double squares = 0, direct_squares = 0, winograd_squares = 0;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        float y[MOST][MOST];
        draw(&rng, window);
        by_winograd(&t, y);
        for (size_t i = 0; i < out; i++) {
            for (size_t j = 0; j < out; j++) {
                double exact = in_double(window, i, j);
                squares += exact * exact;
                direct_squares +=
                    pow((double)in_float(window, i, j) - exact, 2);
                winograd_squares += pow((double)y[i][j] - exact, 2);
            }
        }
    }
    *direct = sqrt(direct_squares / squares);
    *winograd = sqrt(winograd_squares / squares);
}

int main(void)
{
    FILE *file = figure_open("winograd_error.dat");
    FILE *values = figure_open("winograd_error.values");
    printf("%20s     error   of the direct sum   products saved\n", "");
    for (size_t window = 3; window <= 5; window += 2) {
        for (size_t out = 2; out + window - 1 <= MOST; out += 2) {
            double direct, winograd;
            errors(out, window, &direct, &winograd);
            size_t side = out + window - 1;
            double saved =
                (double)(out * out * window * window) / (double)(side * side);
            printf("F(%zu x %zu, %zu x %zu)%5s%10.1e%20.1e%16.2f x\n", out, out,
                   window, window, "", winograd, direct, saved);
            fprintf(file, "%zu %g %g %g\n", out, winograd, direct, saved);
            fprintf(values, "winograd_error.%zu.%zu.times\t%.*f\n", out, window,
                    winograd < 10 * direct, winograd / direct);
        }
        fprintf(file, "\n\n");
    }
    figure_close(file);
    figure_close(values);
    return 0;
}
