/* Nine trials of two settings of which one matters: on a grid, and at random. What
   a trial is worth is made up: a hill over the first setting, a slope so gentle
   over the second that it hardly counts. */
#include "figure.h"
#include "regularization.h"

static double worth(double a, double b)
{
    return exp(-40 * (a - 0.37) * (a - 0.37)) + 0.03 * b;
}

int main(void)
{
    static const Range ranges[2] = {{0, 1, false}, {0, 1, false}};
    Rng rng = rng_seeded(3);
    FILE *file = figure_open("grid_random.dat");
    double best[2] = {0};
    for (int random = 0; random < 2; random++) {
        for (int k = 0; k < 9; k++) {
            double at[2] = {(k % 3) / 2.0 * 0.8 + 0.1,
                            (k / 3) / 2.0 * 0.8 + 0.1};
            if (random) {
                draw_trial(ranges, at, 2, &rng);
            }
            double value = worth(at[0], at[1]);
            best[random] = value > best[random] ? value : best[random];
            fprintf(file, "%g %g %g\n", at[0], at[1], value);
        }
        fprintf(file, "\n\n");
    }
    for (int i = 0; i <= 100; i++) {
        fprintf(file, "%g %g\n", i / 100.0, worth(i / 100.0, 0.5));
    }
    figure_close(file);
    FILE *values = figure_open("grid_random.values");
    fprintf(values, "grid_random.grid\t%.2f\n", best[0]);
    fprintf(values, "grid_random.random\t%.2f\n", best[1]);
    figure_close(values);
    return 0;
}
