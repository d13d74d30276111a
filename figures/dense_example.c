/* The gradients of one dense layer, on a batch of two examples. */
#include "backprop.h"
#include "figure.h"

enum { N = 2, IN = 3, OUT = 2 };

static void show(const char *name, const char *how, const real *m, size_t rows,
                 size_t columns)
{
    for (size_t i = 0; i < rows; i++) {
        printf("%-10s", i == 0 ? name : "");
        for (size_t j = 0; j < columns; j++) {
            printf("%5g", (double)m[i * columns + j]);
        }
        printf("%s%s\n", i == 0 && how[0] != '\0' ? "     " : "",
               i == 0 ? how : "");
    }
}

int main(void)
{
    static const real x[N * IN] = {1, 0, 2, 0, 3, 1};
    static const real w[OUT * IN] = {1, 2, 3, -1, 0, 1};
    static const real dy[N * OUT] = {1, 2, 3, 4};
    real dx[N * IN], dw[OUT * IN] = {0}, db[OUT] = {0};
    dense_backward(x, w, dy, dx, dw, db, N, IN, OUT);
    printf("%%%% given\n");
    show("X", "", x, N, IN);
    show("W", "", w, OUT, IN);
    show("dY", "", dy, N, OUT);
    printf("%%%% found\n");
    show("dX = dY W", "", dx, N, IN);
    show("dW = dY'X", "", dw, OUT, IN);
    show("db", "", db, 1, OUT);
    return 0;
}
