/* The same thousand pictures in PyTorch: what bench/thousand.py has recorded. */
#include "figure.h"

static const struct {
    const char *name;
    double mean, low, high;
} rows[] = {
#include "../bench/results/thousand.inc"
};

int main(void)
{
    FILE *values = figure_open("thousand_peer.values");
    printf("PyTorch    test  lowest, highest\n");
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        printf("%-8s  %5.2f  %5.2f - %5.2f\n", rows[k].name, rows[k].mean,
               rows[k].low, rows[k].high);
        fprintf(values, "thousand_peer.%s\t%.1f\n", rows[k].name, rows[k].mean);
    }
    figure_close(values);
    return 0;
}
