/* Six numbers, dropped out a few times; and that both rules agree in the mean. */
#include "figure.h"
#include "regularization.h"

enum { NUMBERS = 6, TIMES = 10000 };

int main(void)
{
    static const real x[NUMBERS] = {1, 2, 3, 4, 5, 6};
    real u[NUMBERS], mask[NUMBERS], y[NUMBERS];
    double mean[NUMBERS] = {0}, original[NUMBERS] = {0};
    Rng rng = rng_seeded(7);
    const real p = (real)0.5;
    printf("x                ");
    for (int i = 0; i < NUMBERS; i++) {
        printf("%7.2f", (double)x[i]);
    }
    for (int t = 0; t < TIMES; t++) {
        for (int i = 0; i < NUMBERS; i++) {
            u[i] = (real)rng_uniform(&rng);
        }
        dropout_forward(x, u, mask, y, p, NUMBERS);
        for (int i = 0; i < NUMBERS; i++) {
            mean[i] += (double)y[i] / TIMES;
            original[i] += (double)(u[i] < p ? 0 : x[i]) / TIMES;
        }
        if (t < 3) {
            printf("\ny, draw %d        ", t + 1);
            for (int i = 0; i < NUMBERS; i++) {
                printf("%7.2f", (double)y[i]);
            }
        }
    }
    printf("\nmean of %d    ", TIMES);
    for (int i = 0; i < NUMBERS; i++) {
        printf("%7.2f", mean[i]);
    }
    printf("\n... not scaled   ");
    for (int i = 0; i < NUMBERS; i++) {
        printf("%7.2f", original[i]);
    }
    printf("\n(1 - p) x        ");
    for (int i = 0; i < NUMBERS; i++) {
        printf("%7.2f", (double)((1 - p) * x[i]));
    }
    printf("\n");
    return 0;
}
