/* The race of chapter 5: how many steps each optimiser needs to E < 1e-4, with
   the best learning rate of a grid, down the ravine, down the same ravine turned
   by 45 degrees, and down Rosenbrock's valley. And three ways down Rosenbrock's
   valley, for a picture. */
#include "figure.h"
#include "landscape.h"
#include "optimisers.h"

enum { LIMIT = 20000, PER_DECADE = 8, SHOWN = 120 };

typedef real Valley(const real *w, real *g);

/* The ravine in coordinates that are turned by 45 degrees: u = R w. */
static real turned(const real *w, real *g)
{
    const real c = (real)0.70710678118654752;
    real u[2] = {c * (w[0] + w[1]), c * (w[1] - w[0])}, gu[2];
    real e = ravine(u, gu);
    g[0] = c * (gu[0] - gu[1]);
    g[1] = c * (gu[0] + gu[1]);
    return e;
}

typedef struct Course {
    const char *name;
    Valley *valley;
    real start[2];
} Course;

static const Course courses[] = {
    {"ravine", ravine, {10, 1}},
    {"turned", turned, {(real)6.3639610, (real)7.7781746}}, /* u = (10, 1) */
    {"rosenbrock", rosenbrock, {(real)-1.2, 1}}};

enum { COURSES = sizeof courses / sizeof courses[0] };

/* Steps until E < 1e-4; limit if it takes longer. */
static size_t steps_needed(const Course *course, OptimiserKind kind,
                           double rate, size_t limit)
{
    real w[2] = {course->start[0], course->start[1]}, g[2];
    Optimiser o = optimiser(kind, rate, 2);
    size_t t = 0;
    for (; t < limit; t++) {
        real e = course->valley(w, g);
        if (e < (real)1e-4) {
            break;
        }
        if (!isfinite(e)) {
            t = limit;
            break;
        }
        take_step(&o, w, g, t + 1);
    }
    optimiser_free(&o);
    return t;
}

static void race(FILE *values)
{
    printf("%%%% race\n%-16s", "");
    for (size_t k = 0; k < COURSES; k++) {
        printf("%11s%9s", courses[k].name, "rate");
    }
    printf("\n");
    for (OptimiserKind kind = 0; kind < OPTIMISERS; kind++) {
        printf("%-16s", titles[kind]);
        for (size_t k = 0; k < COURSES; k++) {
            size_t best = LIMIT;
            double best_rate = 0;
            for (int i = -4 * PER_DECADE; i <= 2 * PER_DECADE; i++) {
                double rate = pow(10, (double)i / PER_DECADE);
                size_t steps = steps_needed(&courses[k], kind, rate, best);
                if (steps < best) {
                    best = steps;
                    best_rate = rate;
                }
            }
            if (best < LIMIT) {
                printf("%11zu%9.2g", best, best_rate);
            } else {
                printf("%11s%9s", "never", "");
            }
            fprintf(values, "race.%s.%s\t%zu\n", optimiser_names[kind],
                    courses[k].name, best);
        }
        printf("\n");
    }
}

static void write_path(FILE *file, OptimiserKind kind, double rate)
{
    real w[2] = {(real)-1.2, 1}, g[2];
    Optimiser o = optimiser(kind, rate, 2);
    for (size_t t = 1; t <= SHOWN + 1; t++) {
        rosenbrock(w, g);
        fprintf(file, "%g %g\n", (double)w[0], (double)w[1]);
        take_step(&o, w, g, t);
    }
    fprintf(file, "\n\n");
    optimiser_free(&o);
}

int main(void)
{
    FILE *values = figure_open("race.values");
    race(values);
    fprintf(values, "race.shown\t%d\n", SHOWN);
    fprintf(values, "race.limit\t%d\n", LIMIT);
    figure_close(values);
    FILE *file = figure_open("race.dat");
    write_path(file, SGD, 0.001);
    write_path(file, MOMENTUM, 0.001);
    write_path(file, ADAM, 0.5);
    figure_close(file);
    return 0;
}
