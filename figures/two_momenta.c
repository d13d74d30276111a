/* Momentum as in this book and as in PyTorch, down the ravine: the same as long
   as the learning rate stays, and not when it is cut to a tenth. */
#include "figure.h"
#include "landscape.h"
#include "optim.h"

enum { STEPS = 60, CUT = 20 };

/* v ← α v + g, w ← w − λ v. */
static void pytorch_step(real *w, const real *g, real *v, real learning_rate,
                         real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + g[i];
        w[i] -= learning_rate * v[i];
    }
}

int main(void)
{
    real ours[2] = {10, 1}, v[2] = {0};
    real theirs[2] = {10, 1}, u[2] = {0}, g[2];
    FILE *values = figure_open("two_momenta.values");
    printf("step    rate     w1 here  w1 PyTorch\n");
    for (int t = 0; t <= STEPS; t++) {
        real rate = (real)(t < CUT ? 0.005 : 0.0005);
        if (t == 1 || t % 10 == 0 || t == CUT + 1) {
            printf("%4d  %6g  %10.4f  %10.4f\n", t, t <= CUT ? 0.005 : 0.0005,
                   (double)ours[0], (double)theirs[0]);
        }
        if (t == CUT) {
            fprintf(values, "two_momenta.v\t%.3f\n", (double)v[0]);
            fprintf(values, "two_momenta.u\t%.1f\n", (double)u[0]);
        }
        ravine(ours, g);
        momentum_step(ours, g, v, rate, (real)0.9, 2);
        ravine(theirs, g);
        pytorch_step(theirs, g, u, rate, (real)0.9, 2);
    }
    fprintf(values, "two_momenta.cut\t%d\n", CUT);
    figure_close(values);
    return 0;
}
