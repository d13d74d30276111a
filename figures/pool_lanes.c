/* What stands in which lane while two rows of eight sums are pooled: the
   instructions of relu_pool_avx2, one number at a time. */
#include "boxes.h"

#include <stddef.h>
#include <string.h>

enum { LANES = 8, WINDOWS = 4 };

static FILE *file;
static double row;

static void show(const char *name, const double *lane, size_t count, int look)
{
    printf("%-10s", name);
    for (size_t l = 0; l < count; l++) {
        printf("%4g", lane[l]);
        number_box(file, (double)l, row, lane[l], look);
    }
    printf("\n");
    row += 1.25;
}

/* _mm256_shuffle_ps with the lanes `first` and `first` + 2 of each half. */
static void shuffle(const double *upper, const double *lower, size_t first,
                    double *to)
{
    for (size_t half = 0; half < LANES; half += 4) {
        to[half] = upper[half + first];
        to[half + 1] = upper[half + first + 2];
        to[half + 2] = lower[half + first];
        to[half + 3] = lower[half + first + 2];
    }
}

static void largest(const double *a, const double *b, double *to, size_t count)
{
    for (size_t l = 0; l < count; l++) {
        to[l] = a[l] > b[l] ? a[l] : b[l];
    }
}

int main(void)
{
    static const double upper[LANES] = {3, 1, -2, 4, -1, -3, 5, 0};
    static const double lower[LANES] = {2, 6, 0, 1, -4, -2, 1, 7};
    static const double zero[WINDOWS];
    double even[LANES], odd[LANES], most[LANES], top[WINDOWS], low[WINDOWS];
    double y[WINDOWS];
    file = figure_open("pool_lanes.dat");
    show("upper", upper, LANES, FILLED);
    show("lower", lower, LANES, EMPTY);
    shuffle(upper, lower, 0, even);
    shuffle(upper, lower, 1, odd);
    show("even", even, LANES, EMPTY);
    show("odd", odd, LANES, EMPTY);
    largest(even, odd, most, LANES);
    show("most", most, LANES, EMPTY);
    memcpy(top, most, 2 * sizeof *top);
    memcpy(top + 2, most + 4, 2 * sizeof *top);
    memcpy(low, most + 2, 2 * sizeof *low);
    memcpy(low + 2, most + 6, 2 * sizeof *low);
    show("top", top, WINDOWS, EMPTY);
    show("low", low, WINDOWS, EMPTY);
    largest(top, low, y, WINDOWS);
    largest(y, zero, y, WINDOWS);
    show("y", y, WINDOWS, FILLED);
    figure_close(file);
    return 0;
}
