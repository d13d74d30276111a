/* Ten examples, split 70/10/20, and two epochs in batches of three: the split,
   then for each epoch the batch, the place in it and the example. */
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
    for (size_t i = 0; i < COUNT; i++) {
        fprintf(file, "%zu %zu %d\n", i, order[i],
                (i >= train) + (i >= train + validation));
    }
    for (int e = 1; e <= 2; e++) {
        rng_shuffle(&rng, order, train);
        fprintf(file, "\n\n");
        size_t n;
        for (size_t b = 0; (n = take_batch(x, labels, order, train, b, SIZE,
                                           batch_x, batch_labels, 1)) > 0;
             b++) {
            for (size_t k = 0; k < n; k++) {
                fprintf(file, "%zu %zu %d\n", b, k, batch_labels[k]);
            }
        }
    }
    figure_close(file);
    return 0;
}
