/* The lecture's example: a picture of 5 × 5, a filter of 3 × 3, and the map;
   then what ReLU leaves of it. */
#include "conv.h"
#include "figure.h"
#include "mlp.h"

enum { H = 5, M = 3, OUT = H - M + 1 };

static const real x[H * H] = {0, 2, 1, 0, 1, 0, 1, 2, 1, 0, 1, 0, 2,
                              0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 2, 2};
static const real f[M * M] = {0, 1, -4, 0, 2, 0, -1, 4, 3};

static void print_row(const real *row, int count)
{
    for (int j = 0; j < count; j++) {
        printf(" %3.0f", (double)row[j]);
    }
}

int main(void)
{
    real y[OUT * OUT], relu[OUT * OUT];
    correlate(x, f, y, H, H, M);
    activate(RELU, y, relu, OUT * OUT);
    printf("%%%% maps\n");
    printf("picture               filter         map            after ReLU\n");
    for (int i = 0; i < H; i++) {
        print_row(x + i * H, H);
        if (i < M) {
            printf("  ");
            print_row(f + i * M, M);
            printf("   ");
            print_row(y + i * OUT, OUT);
            printf("   ");
            print_row(relu + i * OUT, OUT);
        }
        printf("\n");
    }
    printf("%%%% first\n");
    for (int k = 0; k < M; k++) {
        for (int l = 0; l < M; l++) {
            printf("%s%.0f * %2.0f", k + l > 0 ? " + " : "  ",
                   (double)x[k * H + l], (double)f[k * M + l]);
        }
        printf("\n");
    }
    printf("= %.0f\n", (double)y[0]);
    real turned[M * M], other[OUT * OUT];
    for (int k = 0; k < M * M; k++) {
        turned[k] = f[M * M - 1 - k];
    }
    correlate(x, turned, other, H, H, M);
    FILE *values = figure_open("first_filter.values");
    fprintf(values, "first_filter.first\t%.0f\n", (double)y[0]);
    fprintf(values, "first_filter.turned\t%.0f\n", (double)other[0]);
    fprintf(values, "first_filter.second\t%.0f\n", (double)y[1]);
    fprintf(values, "first_filter.turned_second\t%.0f\n", (double)other[1]);
    figure_close(values);
    return 0;
}
