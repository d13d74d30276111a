/* The eight activation functions: as curves, and at a few points. */
#include "figure.h"
#include "mlp.h"

static const char *const names[ACTIVATIONS] = {"identity", "sigmoid",    "tanh",
                                               "ReLU",     "leaky ReLU", "ELU",
                                               "softplus", "hard tanh"};

int main(void)
{
    static const real points[] = {-1000, -2, -0.5, 0, 0.5, 2, 1000};
    enum { POINTS = sizeof points / sizeof points[0], HALF = 200 };
    real y[POINTS];
    printf("%-11s", "z");
    for (int i = 0; i < POINTS; i++) {
        printf("%9g", (double)points[i]);
    }
    printf("\n");
    for (int g = 0; g < ACTIVATIONS; g++) {
        activate((Activation)g, points, y, POINTS);
        printf("%-11s", names[g]);
        for (int i = 0; i < POINTS; i++) {
            printf("%9.4g", (double)y[i] + 0.0);
        }
        printf("\n");
    }

    FILE *data = figure_open("activations.dat");
    for (int i = -HALF; i <= HALF; i++) {
        real z = 4 * (real)i / HALF;
        fprintf(data, "%g", (double)z);
        for (int g = 0; g < ACTIVATIONS; g++) {
            real a;
            activate((Activation)g, &z, &a, 1);
            fprintf(data, " %g", (double)a);
        }
        fprintf(data, "\n");
    }
    figure_close(data);

    /* PyTorch's softplus returns z itself above 20: off by this much there. */
    real z = -20, off; /* softplus(z) − z = softplus(−z) */
    activate(SOFTPLUS, &z, &off, 1);
    FILE *values = figure_open("activations.values");
    fprintf(values, "activations.threshold\t%g\n", (double)-z);
    fprintf(values, "activations.off\t%.9f\n", (double)off);
    figure_close(values);
    return 0;
}
