/* Two weights, a data term with its least value at (0.5, 1.7), and the point of
   each penalty's shape that the data term likes best: found by going round. */
#include "figure.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* An oblong bowl, turned by 30 degrees. */
static double data_term(double a, double b)
{
    double x = a - 0.5, y = b - 1.7, c = cos(pi / 6), s = sin(pi / 6);
    double along = c * x - s * y, across = s * x + c * y;
    return along * along + 5 * across * across;
}

static void point_at(int shape, double angle, double *a, double *b)
{
    double size = shape == 0 ? 1 / (fabs(cos(angle)) + fabs(sin(angle))) : 0.8;
    *a = size * cos(angle);
    *b = size * sin(angle);
}

int main(void)
{
    enum { ROUND = 7200 };
    FILE *file = figure_open("corner.dat");
    FILE *values = figure_open("corner.values");
    for (int shape = 0; shape < 2; shape++) {
        double best = HUGE_VAL, at[2] = {0};
        for (int i = 0; i <= ROUND; i++) {
            double a, b;
            point_at(shape, 2 * pi * i / ROUND, &a, &b);
            if (data_term(a, b) < best) {
                best = data_term(a, b);
                at[0] = a;
                at[1] = b;
            }
            if (i % 40 == 0) {
                fprintf(file, "%g %g\n", a, b);
            }
        }
        fprintf(file, "\n\n%g %g %g\n\n\n", at[0], at[1], best);
        for (int i = 0; i <= 180; i++) {
            double t = 2 * pi * i / 180, c = cos(pi / 6), s = sin(pi / 6);
            double along = sqrt(best) * cos(t),
                   across = sqrt(best / 5) * sin(t);
            fprintf(file, "%g %g\n", 0.5 + c * along + s * across,
                    1.7 - s * along + c * across);
        }
        fprintf(file, "\n\n");
        fprintf(values, "corner.%s.first\t%.2f\n", shape == 0 ? "l1" : "l2",
                at[0]);
        fprintf(values, "corner.%s.second\t%.2f\n", shape == 0 ? "l1" : "l2",
                at[1] + 0.0);
    }
    figure_close(file);
    figure_close(values);
    return 0;
}
