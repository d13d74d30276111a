/* The gradients of one dense layer, on a batch of two examples. */
#include "backprop.h"
#include "figure.h"

enum { N = 2, IN = 3, OUT = 2 };

/* Row, column and number of each element. */
static void draw(FILE *file, const real *m, size_t rows, size_t columns)
{
    for (size_t i = 0; i < rows * columns; i++) {
        fprintf(file, "%zu %zu %g\n", i / columns, i % columns, (double)m[i]);
    }
    fprintf(file, "\n\n");
}

int main(void)
{
    static const real x[N * IN] = {1, 0, 2, 0, 3, 1};
    static const real w[OUT * IN] = {1, 2, 3, -1, 0, 1};
    static const real dy[N * OUT] = {1, 2, 3, 4};
    real dx[N * IN], dw[OUT * IN] = {0}, db[OUT] = {0};
    dense_backward(x, w, dy, dx, dw, db, N, IN, OUT);
    FILE *file = figure_open("dense_example.dat");
    draw(file, x, N, IN);
    draw(file, w, OUT, IN);
    draw(file, dy, N, OUT);
    draw(file, dx, N, IN);
    draw(file, dw, OUT, IN);
    figure_close(file);
    FILE *values = figure_open("dense_example.values");
    fprintf(values, "dense_example.db0\t%g\n", (double)db[0]);
    fprintf(values, "dense_example.db1\t%g\n", (double)db[1]);
    figure_close(values);
    return 0;
}
