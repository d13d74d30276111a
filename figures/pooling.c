/* A picture of 4 × 4, pooled in windows of 2 × 2, both ways and back; and a
   window over the border. */
#include "conv.h"
#include "figure.h"

enum { SIDE = 4, OUT = 2 };

static void print(const char *name, const real *x, int h, int w)
{
    for (int i = 0; i < h; i++) {
        printf("%-16s", i == 0 ? name : "");
        for (int j = 0; j < w; j++) {
            printf("%6.4g", (double)x[i * w + j]);
        }
        printf("\n");
    }
}

int main(void)
{
    static const Pool pool = {
        1, {SIDE, 2, 2, 0, 1, OUT}, {SIDE, 2, 2, 0, 1, OUT}};
    static const Pool edge = {1, {1, 1, 1, 0, 1, 1}, {3, 2, 1, 1, 1, 4}};
    const real x[] = {1, 3, 2, 1, 4, 2, 0, 1, 5, 0, 7, 7, 1, 2, 6, 0};
    const real dy[] = {1, 2, 3, 4}, row[] = {6, 2, 4};
    real y[OUT * OUT], dx[SIDE * SIDE], four[4];
    int index[OUT * OUT];
    printf("%%%% pooled\n");
    print("x", x, SIDE, SIDE);
    max_pool_forward(x, y, index, &pool);
    print("largest", y, OUT, OUT);
    printf("%-16s%6d%6d\n%-16s%6d%6d\n", "where", index[0], index[1], "",
           index[2], index[3]);
    avg_pool_forward(x, y, false, &pool);
    print("mean", y, OUT, OUT);
    printf("%%%% back\n");
    print("dy", dy, OUT, OUT);
    max_pool_backward(dy, index, dx, &pool);
    print("dx of largest", dx, SIDE, SIDE);
    avg_pool_backward(dy, dx, false, &pool);
    print("dx of mean", dx, SIDE, SIDE);
    printf("%%%% edge\n");
    print("row", row, 1, 3);
    avg_pool_forward(row, four, false, &edge);
    print("inside counts", four, 1, 4);
    avg_pool_forward(row, four, true, &edge);
    print("all count", four, 1, 4);
    return 0;
}
