/* Winograd's F(2, 3) in numbers; and how many multiplications larger tiles
   take for each number of the output. */
#include "avx2.h"
#include "figure.h"

static void show_row(void)
{
    const float x[] = {1, 3, 2, 5}, g[] = {2, 1, 3};
    float y[2];
    float sum = (g[0] + g[1] + g[2]) / 2, difference = (g[0] - g[1] + g[2]) / 2;
    winograd_row(x, g, y, 2);
    printf("x                  %g  %g  %g  %g        g  %g  %g  %g\n",
           (double)x[0], (double)x[1], (double)x[2], (double)x[3], (double)g[0],
           (double)g[1], (double)g[2]);
    printf("of g, once         (2 + 1 + 3) / 2 = %g    (2 - 1 + 3) / 2 = %g\n",
           (double)sum, (double)difference);
    printf("a                  (1 - 2) * 2 = %g\n",
           (double)((x[0] - x[2]) * g[0]));
    printf("b                  (3 + 2) * 3 = %g\n",
           (double)((x[1] + x[2]) * sum));
    printf("c                  (2 - 3) * 2 = %g\n",
           (double)((x[2] - x[1]) * difference));
    printf("d                  (3 - 5) * 3 = %g\n",
           (double)((x[1] - x[3]) * g[2]));
    printf("y = a + b + c      %g\n", (double)y[0]);
    printf("y = b - c - d      %g\n", (double)y[1]);
    printf("plainly            %g  %g\n",
           (double)(x[0] * g[0] + x[1] * g[1] + x[2] * g[2]),
           (double)(x[1] * g[0] + x[2] * g[1] + x[3] * g[2]));
}

int main(void)
{
    static const struct {
        const char *name;
        size_t out, window;
    } kinds[] = {{"F(2 x 2, 3 x 3)", 2, 3},
                 {"F(4 x 4, 3 x 3)", 4, 3},
                 {"F(2 x 2, 5 x 5)", 2, 5},
                 {"F(4 x 4, 5 x 5)", 4, 5}};
    printf("%%%% row\n");
    show_row();
    printf("%%%% counts\n");
    printf("%20s  directly   tile of pixels   products   saved\n", "");
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t out = kinds[k].out, window = kinds[k].window;
        size_t side = out + window - 1, plain = out * out * window * window;
        printf("%-20s%10zu%11zu x %zu%13zu%7.2f x\n", kinds[k].name, plain,
               side, side, side * side, (double)plain / (double)(side * side));
    }
    return 0;
}
