/* A convolution of two channels by two filters, in numbers; and all of its
   gradients for one place. */
#include "conv.h"
#include "figure.h"

enum { C = 2, O = 2, SIDE = 3, M = 2, OUT = 2 };

static void print(const char *name, const real *x, size_t planes, size_t h,
                  size_t w)
{
    for (size_t i = 0; i < h; i++) {
        printf("%-10s", i == 0 ? name : "");
        for (size_t c = 0; c < planes; c++) {
            for (size_t j = 0; j < w; j++) {
                printf("%4.0f", (double)x[(c * h + i) * w + j]);
            }
            printf("    ");
        }
        printf("\n");
    }
}

int main(void)
{
    static const Conv conv = {
        C, O, 1, {SIDE, M, 1, 0, 1, OUT}, {SIDE, M, 1, 0, 1, OUT}};
    const real x[] = {1, 2, 0, 0, 1, 3, 2, 1, 1, 0, 1, 1, 2, 0, 1, 1, 3, 0};
    const real w[] = {1, 0, 0, 2, 0, 1, -1, 0, 1, 1, 1, 1, 0, 0, 0, -1};
    const real b[] = {1, -2};
    const real dy[] = {1, 0, 0, 2, 0, -1, 0, 0};
    real y[O * OUT * OUT], dx[C * SIDE * SIDE], dw[O * C * M * M] = {0};
    real db[O] = {0};
    conv_forward(x, w, b, y, &conv);
    printf("%%%% forward\n");
    print("x", x, C, SIDE, SIDE);
    print("w[0]", w, C, M, M);
    print("w[1]", w + C * M * M, C, M, M);
    print("b", b, 1, 1, O);
    print("y", y, O, OUT, OUT);
    conv_bias_gradient(dy, db, &conv);
    conv_weight_gradient(x, dy, dw, &conv);
    conv_input_gradient(w, dy, dx, &conv);
    printf("%%%% backward\n");
    print("dy", dy, O, OUT, OUT);
    print("db", db, 1, 1, O);
    print("dw[0]", dw, C, M, M);
    print("dw[1]", dw + C * M * M, C, M, M);
    print("dx", dx, C, SIDE, SIDE);
    return 0;
}
