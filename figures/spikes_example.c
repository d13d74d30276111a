/* A list of spikes, and the sum of windows that it stands for: one channel of
   5 × 5, one filter of 2 × 2, pooled to 2 × 2. With a plain loop in place of
   add_windows_avx2. */
#include "avx2.h"
#include "figure.h"

enum { SIDE = 5, M = 2, OUT = SIDE - M + 1, POOLED = OUT / 2 };

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

static void add(const Spike *spikes, size_t count, const float *from,
                size_t from_row, float *to, size_t to_row, size_t rows,
                size_t run)
{
    for (size_t s = 0; s < count; s++) {
        printf("spike     %4.0f at %zu\n", (double)spikes[s].value,
               spikes[s].at);
        for (size_t k = 0; k < rows; k++) {
            for (size_t i = 0; i < run; i++) {
                to[k * to_row + i] +=
                    spikes[s].value * from[spikes[s].at + k * from_row + i];
            }
        }
    }
}

int main(void)
{
    const ValidConv conv = {1, SIDE, SIDE, 1, M, M, OUT, OUT};
    const float x[SIDE * SIDE] = {1, 2, 0, 1, 1, 0, 1, 3, 0, 2, 2, 0, 1,
                                  1, 0, 1, 1, 0, 2, 1, 0, 3, 1, 0, 1};
    const float y[POOLED * POOLED] = {4, 0, 7, 2};
    const float dy[POOLED * POOLED] = {2, 5, 3, -1};
    const uint8_t source[POOLED * POOLED] = {3, 1, 0, 2};
    float dw[M * M] = {0}, db = 0;
    Spike spikes[POOLED * POOLED];
    const float where[] = {3, 1, 0, 2};
    print("x", x, SIDE, SIDE);
    print("y", y, POOLED, POOLED);
    print("dy", dy, POOLED, POOLED);
    print("source", where, POOLED, POOLED);
    sparse_weights(x, dy, y, source, dw, &db, 0, 1, spikes, add, &conv);
    print("dw", dw, M, M);
    print("db", &db, 1, 1);
    return 0;
}
