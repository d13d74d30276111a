/* A polynomial of degree 11 on twelve points, with a penalty of growing strength:
   the errors on the points and on others, medians over many draws. */
#include "polynomial.h"

enum { POINTS = 12, UNSEEN = 400, DRAWS = 500, DEGREE = 11, STRENGTHS = 33 };

int main(void)
{
    static Points points, unseen;
    static double train[STRENGTHS][DRAWS], test[STRENGTHS][DRAWS];
    Rng rng = rng_seeded(5);
    for (int d = 0; d < DRAWS; d++) {
        draw_points(&points, POINTS, &rng);
        draw_points(&unseen, UNSEEN, &rng);
        for (int s = 0; s < STRENGTHS; s++) {
            double w[DEGREES];
            fit(&points, DEGREE, pow(10, -6 + s / 4.0), w);
            train[s][d] = error_on(&points, DEGREE, w);
            test[s][d] = error_on(&unseen, DEGREE, w);
        }
    }
    FILE *file = figure_open("strengths.dat");
    FILE *values = figure_open("strengths.values");
    double least = HUGE_VAL;
    int best = 0;
    for (int s = 0; s < STRENGTHS; s++) {
        double a = median(train[s], DRAWS), b = median(test[s], DRAWS);
        fprintf(file, "%g %g %g\n", pow(10, -6 + s / 4.0), a, b);
        best = b < least ? s : best;
        least = fmin(least, b);
    }
    fprintf(values, "strengths.best\t%.3f\n", pow(10, -6 + best / 4.0));
    fprintf(values, "strengths.least\t%.2f\n", least);
    figure_close(file);
    figure_close(values);
    return 0;
}
