/* A dot product of 19 numbers in vectors of eight: two whole vectors, a tail
   of three behind a mask, and the eight sums that become one. */
#include "boxes.h"

#include <stddef.h>

enum { N = 19, LANES = 8, STEPS = (N + LANES - 1) / LANES };

int main(void)
{
    static const double a[N] = {1, 2, 0, 3, 1, 0, 2, 1, 4, 1,
                                0, 2, 1, 3, 1, 0, 2, 1, 5};
    static const double b[N] = {2, 1, 3, 1, 0, 4, 1, 2, 1, 1,
                                2, 3, 1, 0, 2, 1, 3, 2, 1};
    double sum[LANES] = {0};
    FILE *file = figure_open("lanes.dat");
    for (size_t i = 0; i < STEPS * LANES; i++) {
        double x = (double)(i % LANES), y = (double)(i / LANES);
        if (i < N) {
            char text[32];
            snprintf(text, sizeof text, "%g·%g", a[i], b[i]);
            box(file, x, y, text, i / LANES + 1 < STEPS ? FILLED : EMPTY);
            sum[i % LANES] += a[i] * b[i];
        } else {
            box(file, x, y, "0", BROKEN);
        }
    }
    printf("eight sums %5s", "");
    for (size_t l = 0; l < LANES; l++) {
        number_box(file, (double)l, STEPS + 0.7, sum[l], FILLED);
        printf("%5g", sum[l]);
    }
    printf("\n");
    static const char *const names[] = {"four sums", "two sums", "one sum"};
    double at = STEPS + 0.7;
    for (size_t lanes = LANES / 2, step = 0; lanes > 0; lanes /= 2, step++) {
        at += 1.3;
        printf("%-16s", names[step]);
        for (size_t l = 0; l < lanes; l++) {
            sum[l] += sum[l + lanes];
            number_box(file, (double)l, at, sum[l], FILLED);
            printf("%5g", sum[l]);
        }
        printf("\n");
    }
    figure_close(file);
    return 0;
}
