/* The weights of the first layer of a network that has learned from a thousand
   pictures, without a penalty, with L2 and with L1. */
#include "thousand.h"

enum { KINDS = 3, BINS = 61 };

static const double widest = 0.3;

int main(void)
{
    static const char *const names[KINDS] = {"none", "l2", "l1"};
    static const Penalty penalties[KINDS] = {
        {0, 0, 0}, {0, 0, 0}, {0.002, 0, 0}};
    static const double decay[KINDS] = {0, 0.02, 0};
    static Thousand data;
    double counts[KINDS][BINS] = {{0}};
    thousand_begin(&data);
    FILE *values = figure_open("weights.values");
    printf("penalty  near 0, %%  largest  right on others, %%\n");
    for (int k = 0; k < KINDS; k++) {
        Training how = training("momentum", 0.02, "cosine", BATCH, 60);
        Run run;
        how.penalty = penalties[k];
        how.optimiser.weight_decay = decay[k];
        run_begin(&run, "dense 32, relu, dense 10", &how, data.train,
                  data.validation, 1);
        Epoch epoch = {0};
        for (int e = 0; e < 60; e++) {
            epoch = run_epoch(&run);
        }
        const Layer *first = &run.net.layers[1];
        double small = 0, largest = 0;
        size_t zeros = 0;
        for (size_t i = 0; i < first->weights; i++) {
            double w = (double)first->w[i];
            int bin = (int)floor((w / widest + 1) / 2 * BINS);
            counts[k][bin < 0       ? 0
                      : bin >= BINS ? BINS - 1
                                    : bin] += 100 / (double)first->weights;
            small += fabs(w) < 0.002;
            zeros += w == 0;
            largest = fmax(largest, fabs(w));
        }
        small *= 100 / (double)first->weights;
        printf("%-7s  %9.1f  %7.2f  %18.1f\n", names[k], small, largest,
               100 * epoch.validation.accuracy);
        fprintf(values, "weights.%s.small\t%.0f\n", names[k], small);
        fprintf(values, "weights.%s.zero\t%zu\n", names[k], zeros);
        run_end(&run);
    }
    FILE *file = figure_open("weights.dat");
    for (int b = 0; b < BINS; b++) {
        fprintf(file, "%g %g %g %g\n", ((b + 0.5) / BINS * 2 - 1) * widest,
                counts[0][b], counts[1][b], counts[2][b]);
    }
    figure_close(file);
    figure_close(values);
    thousand_end(&data);
    return 0;
}
