/* The learning-rate sweep: the loss of the small network after EPOCHS epochs in
   mini-batches, for every optimiser and every rate of a grid, the mean of
   RUNS runs from different starts. */
#include "figure.h"
#include "optimisers.h"
#include "small_network.h"

enum { EPOCHS = 20, BATCH = 10, RUNS = 4, PER_DECADE = 5, LOW = -5, HIGH = 2 };

static double final_loss(const Points *points, OptimiserKind kind, double rate,
                         uint64_t seed)
{
    Training how = {.optimiser = {optimiser_names[kind], rate, NAN, NAN, 0},
                    .schedule = {.name = "constant"},
                    .batch = BATCH,
                    .epochs = EPOCHS,
                    .rng = rng_seeded(seed)};
    double loss = loss_after(points, seed, how);
    return isfinite(loss) ? loss : HUGE_VAL;
}

int main(void)
{
    static Points points;
    draw_points(&points, 1);
    FILE *file = figure_open("learning_rate.dat");
    FILE *values = figure_open("learning_rate.values");
    printf("                  best rate    loss   within 10 %% from     to\n");
    for (OptimiserKind kind = 0; kind < OPTIMISERS; kind++) {
        double sums[(HIGH - LOW) * PER_DECADE + 1];
        size_t best = 0, count = (HIGH - LOW) * PER_DECADE + 1;
        for (size_t k = 0; k < count; k++) {
            double rate = pow(10, LOW + (double)k / PER_DECADE);
            sums[k] = 0;
            for (uint64_t seed = 1; seed <= RUNS; seed++) {
                sums[k] += final_loss(&points, kind, rate, seed) / RUNS;
            }
            best = sums[k] < sums[best] ? k : best;
            fprintf(file, "%g %g\n", rate, fmin(sums[k], 10));
        }
        fprintf(file, "\n\n");
        size_t low = best, high = best;
        while (low > 0 && sums[low - 1] < 1.1 * sums[best]) {
            low--;
        }
        while (high + 1 < count && sums[high + 1] < 1.1 * sums[best]) {
            high++;
        }
        printf("%-16s  %9.2g  %6.3f   %15.2g %6.2g\n", titles[kind],
               pow(10, LOW + (double)best / PER_DECADE), sums[best],
               pow(10, LOW + (double)low / PER_DECADE),
               pow(10, LOW + (double)high / PER_DECADE));
    }
    fprintf(values, "learning_rate.epochs\t%d\n", EPOCHS);
    fprintf(values, "learning_rate.runs\t%d\n", RUNS);
    figure_close(file);
    figure_close(values);
    return 0;
}
