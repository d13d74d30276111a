/* Ten examples, split 70/10/20, and two epochs in batches of three. */
#include "real_data.h"

enum { COUNT = 10, SIZE = 3 };

int main(void)
{
    size_t order[COUNT], train, validation;
    real x[COUNT], batch_x[SIZE];
    int labels[COUNT], batch_labels[SIZE];
    Rng rng = rng_seeded(6);
    for (int i = 0; i < COUNT; i++) {
        x[i] = (real)i;
        labels[i] = i;
    }
    split(COUNT, 0.7, 0.1, &rng, order, &train, &validation);
    FILE *file = figure_open("order_of_ten.dat");
    printf("%%%% split\norder      ");
    for (size_t i = 0; i < COUNT; i++) {
        fprintf(file, "%zu %zu %d\n", i, order[i],
                (i >= train) + (i >= train + validation));
        printf(" %zu%s", order[i],
               i + 1 == train || i + 1 == train + validation ? "  |" : "");
    }
    printf("\n            training       | val.| test\n%%%% batches\n");
    for (int e = 1; e <= 2; e++) {
        rng_shuffle(&rng, order, train);
        fprintf(file, "\n\n");
        printf("epoch %d  ", e);
        size_t n;
        for (size_t b = 0; (n = take_batch(x, labels, order, train, b, SIZE,
                                           batch_x, batch_labels, 1)) > 0;
             b++) {
            printf("  batch %zu:", b);
            for (size_t k = 0; k < n; k++) {
                printf(" %d", batch_labels[k]);
                fprintf(file, "%zu %zu %d\n", b, k, batch_labels[k]);
            }
        }
        printf("\n");
    }
    figure_close(file);
    return 0;
}
