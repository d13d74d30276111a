/* A digit, a filter and its map; a gradient that comes back, from the largest
   of each 2 × 2 alone as behind max pooling; and the two gradients that follow. */
#include "conv.h"
#include "matrix.h"
#include "real_data.h"

enum { M = 5, OUT = SIDE - M + 1, EXAMPLE = 7 };

/* Scaled so that the largest is 1 or −1. */
static void write_scaled(FILE *file, real *x, size_t side)
{
    real largest = 0;
    for (size_t i = 0; i < side * side; i++) {
        largest = fmax(largest, fabs(x[i]));
    }
    for (size_t i = 0; i < side * side; i++) {
        x[i] /= largest;
    }
    write_matrix(file, x, side, side);
}

int main(void)
{
    static real x[SIDE * SIDE], y[OUT * OUT], dy[OUT * OUT], dx[SIDE * SIDE];
    static real pooled[OUT * OUT / 4];
    static int index[OUT * OUT / 4];
    real w[M * M], dw[M * M] = {0}, b = 0;
    static const Axis axis = {SIDE, M, 1, 0, 1, OUT};
    const Conv conv = {1, 1, 1, axis, axis};
    const Axis half = {OUT, 2, 2, 0, 1, OUT / 2};
    const Pool pool = {1, half, half};
    Dataset files = load_files("mnist", "train");
    normalise(files.pixels + EXAMPLE * SIDE * SIDE, x, SIDE * SIDE);
    for (int i = 0; i < M * M; i++) {
        w[i] = (real)(i % M - 2); /* dark on the left, light on the right */
    }
    conv_forward(x, w, &b, y, &conv);
    max_pool_forward(y, pooled, index, &pool);
    for (int i = 0; i < OUT * OUT / 4; i++) {
        pooled[i] = pooled[i] > 0;
    }
    max_pool_backward(pooled, index, dy, &pool);
    conv_weight_gradient(x, dy, dw, &conv);
    conv_input_gradient(w, dy, dx, &conv);
    FILE *file = figure_open("conv_gradients.dat");
    write_scaled(file, x, SIDE);
    write_scaled(file, w, M);
    write_scaled(file, y, OUT);
    write_scaled(file, dy, OUT);
    write_scaled(file, dw, M);
    write_scaled(file, dx, SIDE);
    figure_close(file);
    dataset_free(&files);
    return 0;
}
