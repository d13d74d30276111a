/* Steps down a ravine E = (w1² + κ w2²) / 2 from (10, 1) until E < 1e-6, against
   its condition number κ: gradient descent and momentum, each with the settings
   that are best for κ. */
#include "figure.h"
#include "optim.h"

static size_t steps_needed(double condition, double rate, double momentum)
{
    real w[2] = {10, 1}, v[2] = {0};
    size_t steps = 0;
    for (;; steps++) {
        real g[2] = {w[0], (real)condition * w[1]};
        if ((w[0] * g[0] + w[1] * g[1]) / 2 < (real)1e-6) {
            return steps;
        }
        momentum_step(w, g, v, (real)rate, (real)momentum, 2);
    }
}

int main(void)
{
    FILE *values = figure_open("condition.values");
    printf("       gradient descent        momentum\n"
           "    κ   factor    steps   factor   steps\n");
    for (int k = 1; k <= 10000; k *= 10) {
        double root = sqrt(k);
        double momentum = (root - 1) / (root + 1) * (root - 1) / (root + 1);
        double rate = 4 / ((1 + root) * (1 + root));
        size_t plain = steps_needed(k, 2.0 / (1 + k), 0);
        size_t rolling = steps_needed(k, rate, momentum);
        printf("%5d  %7.4f  %7zu  %7.4f  %6zu\n", k, (k - 1.0) / (k + 1), plain,
               (root - 1) / (root + 1), rolling);
        fprintf(values, "condition.factor%d\t%.4g\n", k, (k - 1.0) / (k + 1));
        fprintf(values, "condition.plain%d\t%zu\n", k, plain);
        fprintf(values, "condition.momentum%d\t%zu\n", k, rolling);
    }
    figure_close(values);
    return 0;
}
