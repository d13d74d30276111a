/* The chapter's worked example: two inputs, three hidden units, one output. */
#include "figure.h"
#include "perceptron.h"
#include "xor.h"

enum { IN = 2, HIDDEN = 3 };

static const real x[IN] = {2, -1};
static const real w[HIDDEN * IN] = {1, 2, -1, 0.5, 0.5, -1};
static const real b[HIDDEN] = {0.5, 1, -1};
static const real v[HIDDEN] = {2, -1, 1};
static const real c = -0.5;

int main(void)
{
    real u[HIDDEN];
    layer_forward(x, w, b, u, IN, HIDDEN);
    real y = perceptron_score(u, v, c, HIDDEN);

    printf("unit   W x + b        u     v    v times u\n");
    for (int h = 0; h < HIDDEN; h++) {
        real z = perceptron_score(x, w + (size_t)h * IN, b[h], IN);
        printf("%4d   %7.4f   %.4f   %3g   %10.4f\n", h + 1, (double)z,
               (double)u[h], (double)v[h], (double)(v[h] * u[h]));
    }
    printf("%-32s%10.4f\n", "bias of the output, c", (double)c);
    printf("%-32s%10.4f\n", "y = v u + c", (double)y);

    FILE *values = figure_open("layer_by_hand.values");
    fprintf(values, "layer_by_hand.u1\t%.4f\n", (double)u[0]);
    figure_close(values);
    return 0;
}
