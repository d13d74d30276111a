/* Weight decay in two places: added to the gradient, and taken from the weight
   beside the step. Two weights that start at 1 are pushed back and forth by
   random gradients of very different size; nothing but the decay pulls them. */
#include "figure.h"
#include "optim.h"

enum { STEPS = 3000, RUNS = 200 };

/* g ~ normal, of deviation 1 for the first weight and 10 for the second. */
static void draw_gradient(real *g, Rng *rng)
{
    g[0] = (real)rng_normal(rng);
    g[1] = (real)(10 * rng_normal(rng));
}

/* The two weights after STEPS, the mean of RUNS runs. */
static void walk(bool adam, bool in_gradient, double *mean)
{
    const real rate = (real)0.001, decay = (real)0.5;
    mean[0] = mean[1] = 0;
    for (uint64_t seed = 0; seed < RUNS; seed++) {
        real w[2] = {1, 1}, g[2], m[2] = {0}, s[2] = {0};
        Rng rng = rng_seeded(seed);
        for (size_t t = 1; t <= STEPS; t++) {
            draw_gradient(g, &rng);
            if (in_gradient) {
                add_weight_decay(w, g, decay, 2);
            } else {
                w[0] *= 1 - rate * decay;
                w[1] *= 1 - rate * decay;
            }
            if (adam) {
                adam_step(w, g, m, s, rate, (real)0.9, (real)0.999, (real)1e-8,
                          t, 2);
            } else {
                sgd_step(w, g, rate, 2);
            }
        }
        mean[0] += (double)w[0] / RUNS;
        mean[1] += (double)w[1] / RUNS;
    }
}

int main(void)
{
    printf(
        "                                  small gradients  large gradients\n");
    for (int k = 0; k < 4; k++) {
        double mean[2];
        walk(k >= 2, k % 2 == 0, mean);
        printf("%-16s  %-14s  %15.2f  %15.2f\n",
               k < 2 ? "gradient descent" : "Adam",
               k % 2 == 0 ? "in gradient" : "in weight", mean[0], mean[1]);
    }
    FILE *values = figure_open("weight_decay.values");
    fprintf(values, "weight_decay.steps\t%d\n", STEPS);
    fprintf(values, "weight_decay.expected\t%.2f\n", exp(-0.0005 * STEPS));
    figure_close(values);
    return 0;
}
