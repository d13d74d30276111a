/* A random search: forty trials of learning rate, weight decay and dropout, each
   judged by the validation set. */
#include "record.h"
#include "regularization.h"
#include "thousand.h"

enum { TRIALS = 40, SETTINGS = 3 };

int main(void)
{
    static const Range ranges[SETTINGS] = {
        {1e-4, 3e-2, true}, {1e-6, 1e-2, true}, {0, 0.8, false}};
    static Thousand data;
    double values[TRIALS][SETTINGS], right[TRIALS];
    int best = 0, above = 0;
    Rng rng = rng_seeded(7);
    thousand_begin(&data);
    FILE *file = figure_open("search.dat");
    for (int t = 0; t < TRIALS; t++) {
        double first[2] = {0};
        draw_trial(ranges, values[t], SETTINGS, &rng);
        Remedies r = {.l2 = values[t][1], .dropout = values[t][2]};
        right[t] = learn(&data, &r, values[t][0], 1, false, first).validation;
        record_prefix("search", first, 2);
        best = right[t] > right[best] ? t : best;
        fprintf(file, "%g %g %g %.2f\n", values[t][0], values[t][1],
                values[t][2], right[t]);
    }
    fprintf(file, "\n\n%g %g %g %.2f\n", values[best][0], values[best][1],
            values[best][2], right[best]);
    figure_close(file);
    for (int t = 0; t < TRIALS; t++) {
        above += right[t] >= right[best] - 1;
    }
    printf("trial  learning rate  weight decay  dropout  right, %%\n");
    bool shown[TRIALS] = {false};
    for (int place = 0; place < 5; place++) {
        int next = -1;
        for (int t = 0; t < TRIALS; t++) {
            if (!shown[t] && (next < 0 || right[t] > right[next])) {
                next = t;
            }
        }
        shown[next] = true;
        printf("%5d  %13.2g  %12.2g  %7.2f  %8.1f\n", next + 1, values[next][0],
               values[next][1], values[next][2], right[next]);
    }
    FILE *out = figure_open("search.values");
    fprintf(out, "search.trials\t%d\n", TRIALS);
    fprintf(out, "search.best\t%.1f\n", right[best]);
    fprintf(out, "search.rate\t%.2g\n", values[best][0]);
    fprintf(out, "search.dropout\t%.2f\n", values[best][2]);
    fprintf(out, "search.close\t%d\n", above);
    figure_close(out);
    thousand_end(&data);
    return 0;
}
