/* Softmax and cross-entropy where float ends: as the formulas stand, and as the
   library computes them. */
#include "figure.h"
#include "mlp.h"

enum { CLASSES = 3 };

/* A probability, or nan without the sign that some C libraries print. */
static void print_probability(real p)
{
    if (isnan(p)) {
        printf("  %6s", "nan");
    } else {
        printf("  %6.4f", (double)p);
    }
}

/* Softmax as its definition stands. */
static void as_defined(const real *z, real *p)
{
    real sum = 0;
    for (int k = 0; k < CLASSES; k++) {
        sum += exp(z[k]);
    }
    for (int k = 0; k < CLASSES; k++) {
        p[k] = exp(z[k]) / sum;
    }
}

static void show_softmax(void)
{
    static const real shifts[] = {0, 50, 100, 1000, -200};
    printf("%%%% softmax\n        scores             as defined        "
           "largest score subtracted\n");
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        real z[CLASSES], p[CLASSES];
        for (int k = 0; k < CLASSES; k++) {
            z[k] = shifts[i] + (real)k;
            printf("  %4g", (double)z[k]);
        }
        as_defined(z, p);
        for (int k = 0; k < CLASSES; k++) {
            print_probability(p[k]);
        }
        softmax(z, p, 1, CLASSES);
        printf("  ");
        for (int k = 0; k < CLASSES; k++) {
            print_probability(p[k]);
        }
        printf("\n");
    }
}

/* The right class lies behind the leading one by more and more. */
static void show_log(void)
{
    static const real behind[] = {1, 10, 50, 100, 104, 200, 1000};
    static const int label = 0;
    printf("%%%% log\nscores     p[label]  -log p[label]  cross_entropy\n");
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        real z[2] = {0, behind[i]}, p[2];
        softmax(z, p, 1, 2);
        printf("0 %4g    %9.4g  %13.4g  %13.4g\n", (double)behind[i],
               (double)p[label], (double)-log(p[label]),
               (double)cross_entropy(z, &label, 1, 2));
    }
}

int main(void)
{
    show_softmax();
    show_log();
    real z = 1;
    while (!isinf(exp(z + 1))) {
        z++;
    }
    FILE *values = figure_open("overflow.values");
    fprintf(values, "overflow.last\t%g\n", (double)z);
    figure_close(values);
    return 0;
}
