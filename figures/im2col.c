/* The windows of a small picture as the columns of a matrix, and a matrix whose
   rows are packed. By the functions of chapter 10. */
#include "avx2.h"
#include "boxes.h"

enum {
    H = 3,
    W = 4,
    M = 2, /* the window */
    DOWN = H - M + 1,
    RIGHT = W - M + 1,
    PLACES = DOWN * RIGHT,
    SHOWN = 4 /* the place that the figure marks */
};

static void print(const char *name, const float *x, size_t rows, size_t columns)
{
    for (size_t i = 0; i < rows; i++) {
        printf("%-10s", i == 0 ? name : "");
        for (size_t j = 0; j < columns; j++) {
            printf("%4.0f", (double)x[i * columns + j]);
        }
        printf("\n");
    }
}

static void draw(const float *x, const float *columns)
{
    FILE *file = figure_open("im2col.dat");
    for (size_t i = 0; i < H; i++) {
        for (size_t j = 0; j < W; j++) {
            size_t top = SHOWN / RIGHT, left = SHOWN % RIGHT;
            bool under = i >= top && i < top + M && j >= left && j < left + M;
            number_box(file, (double)j, (double)i, (double)x[i * W + j],
                       under ? FILLED : EMPTY);
        }
    }
    for (size_t k = 0; k < M * M; k++) {
        for (size_t p = 0; p < PLACES; p++) {
            number_box(file, 8.0 + (double)p, (double)k - 0.5,
                       (double)columns[k * PLACES + p],
                       p == SHOWN ? FILLED : EMPTY);
        }
    }
    figure_close(file);
}

int main(void)
{
    const float x[H * W] = {1, 2, 0, 3, 4, 1, 5, 2, 0, 6, 1, 1};
    const float w[M * M] = {1, 0, -1, 2}, bias = 0;
    const float a[3 * 4] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    const Conv conv = {1, 1, 1, {H, M, 1, 0, 1, DOWN}, {W, M, 1, 0, 1, RIGHT}};
    float columns[M * M * PLACES], y[PLACES], packed[4 * 4];
    im2col(x, columns, &conv);
    conv_forward(x, w, &bias, y, &conv);
    printf("%%%% columns\n");
    print("x", x, H, W);
    print("columns", columns, M * M, PLACES);
    print("w", w, 1, M * M);
    print("w columns", y, 1, PLACES);
    pack_rows(a, packed, 3, 4, 2);
    printf("%%%% packed\n");
    print("a", a, 3, 4);
    print("packed", packed, 1, 16);
    draw(x, columns);
    return 0;
}
