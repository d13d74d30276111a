/* Twelve noisy points, fitted by polynomials of rising degree: three of them, and
   the errors on the points and on others. The errors are medians over many draws
   of twelve points. */
#include "polynomial.h"

enum { POINTS = 12, UNSEEN = 400, DRAWS = 500, HIGHEST = 11 };

static void draw_fits(const Points *points)
{
    static const size_t degrees[] = {1, 4, 11};
    FILE *file = figure_open("polynomials.dat");
    for (size_t e = 0; e < points->n; e++) {
        fprintf(file, "%g %g\n", points->x[e], points->y[e]);
    }
    fprintf(file, "\n\n");
    double w[3][DEGREES];
    for (int k = 0; k < 3; k++) {
        fit(points, degrees[k], 0, w[k]);
    }
    for (int i = 0; i <= 200; i++) {
        double x = -1 + i / 100.0;
        fprintf(file, "%g %g", x, curve(x));
        for (int k = 0; k < 3; k++) {
            fprintf(file, " %g", value_at(x, degrees[k], w[k]));
        }
        fprintf(file, "\n");
    }
    figure_close(file);
}

int main(void)
{
    static Points points, unseen;
    static double train[HIGHEST + 1][DRAWS], test[HIGHEST + 1][DRAWS];
    Rng rng = rng_seeded(8);
    draw_points(&points, POINTS, &rng);
    draw_fits(&points);
    for (int d = 0; d < DRAWS; d++) {
        draw_points(&points, POINTS, &rng);
        draw_points(&unseen, UNSEEN, &rng);
        for (size_t degree = 0; degree <= HIGHEST; degree++) {
            double w[DEGREES];
            fit(&points, degree, 0, w);
            train[degree][d] = error_on(&points, degree, w);
            test[degree][d] = error_on(&unseen, degree, w);
        }
    }
    FILE *file = figure_open("polynomials-errors.dat");
    FILE *values = figure_open("polynomials.values");
    double best = HUGE_VAL;
    size_t at = 0;
    printf("degree  error on the twelve  on others\n");
    for (size_t degree = 0; degree <= HIGHEST; degree++) {
        double a = median(train[degree], DRAWS),
               b = median(test[degree], DRAWS);
        printf("%6zu  %19.3f  %9.3f\n", degree, a, b);
        fprintf(file, "%zu %g %g\n", degree, a, b);
        at = b < best ? degree : at;
        best = fmin(best, b);
    }
    fprintf(values, "polynomials.best\t%zu\n", at);
    fprintf(values, "polynomials.least\t%.2f\n", best);
    fprintf(values, "polynomials.noise\t%.2f\n", noise);
    fprintf(values, "polynomials.draws\t%d\n", DRAWS);
    figure_close(file);
    figure_close(values);
    return 0;
}
