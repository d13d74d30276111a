/* A row of four pixels with three pixels of padding on each side, three ways. */
#include "conv.h"
#include "figure.h"

int main(void)
{
    static const char *const names[] = {"zero", "replicate", "reflect"};
    const Axis one = {1, 1, 1, 0, 1, 1}, row = {4, 1, 1, 3, 1, 0};
    const real x[] = {1, 2, 5, 9};
    real y[10];
    for (int kind = PAD_ZERO; kind <= PAD_REFLECT; kind++) {
        pad(x, y, (Padding)kind, 1, &one, &row);
        printf("%-10s", names[kind]);
        for (int i = 0; i < 10; i++) {
            printf("%s%3.0f", i == 3 || i == 7 ? "  |" : "", (double)y[i]);
        }
        printf("\n");
    }
    return 0;
}
