/* Accuracies of the two networks, ours and PyTorch's, as bench/accuracy has
   recorded them. */
#include "figure.h"

#include <string.h>

static const struct {
    const char *network, *set;
    int epochs, seeds;
    double mean, least, peer_mean, peer_least;
} rows[] = {
#include "../bench/results/accuracies.inc"
};

int main(void)
{
    FILE *values = figure_open("accuracies.values");
    printf("                                        ours            PyTorch\n"
           "network        set      passes  seeds   mean   least    mean   "
           "least\n");
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        printf("%-14s %-8s %6d %6d  %6.2f  %6.2f  %6.2f  %6.2f\n",
               rows[k].network, rows[k].set, rows[k].epochs, rows[k].seeds,
               rows[k].mean, rows[k].least, rows[k].peer_mean,
               rows[k].peer_least);
        const char *key[] = {"mean", "least", "peer"};
        const double value[] = {rows[k].mean, rows[k].least, rows[k].peer_mean};
        for (int i = 0; i < 3; i++) {
            fprintf(values, "accuracies.%s.%s.%d.%s\t%.2f\n", rows[k].network,
                    rows[k].set, rows[k].epochs, key[i], value[i]);
        }
    }
    figure_close(values);
    return 0;
}
