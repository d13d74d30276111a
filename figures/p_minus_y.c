/* The gradients of the losses by the scores: for three classes, and for one
   score that is wrong and sure of it. */
#include "backprop.h"
#include "figure.h"
#include "xor.h"

enum { CLASSES = 3 };

static void show_classes(void)
{
    static const real p[CLASSES] = {(real)0.75, (real)0.10, (real)0.15};
    real z[CLASSES], dz[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
        z[k] = log(p[k]);
    }
    printf("%%%% classes\n");
    printf("class          0      1      2\n");
    printf("p           %4.2f   %4.2f   %4.2f\n", (double)p[0], (double)p[1],
           (double)p[2]);
    for (int label = 0; label < CLASSES; label++) {
        cross_entropy_backward(z, &label, dz, 1, CLASSES);
        printf("right is %d%7.2f%7.2f%7.2f   loss %.4f\n", label, (double)dz[0],
               (double)dz[1], (double)dz[2],
               (double)cross_entropy(z, &label, 1, CLASSES));
    }
}

/* The gradient by a score whose answer should be 1, by two losses on σ(z). */
static void show_saturation(FILE *values)
{
    printf("%%%% saturation\n");
    printf("    z    sigmoid    cross-entropy   squared error\n");
    for (int i = -8; i <= 8; i += 4) {
        real z = (real)i, t = 1, by_cross, by_p, by_square;
        real p = sigmoid(z);
        binary_cross_entropy_backward(&z, &t, &by_cross, 1);
        mean_squared_error_backward(&p, &t, &by_p, 1);
        activate_backward(SIGMOID, &z, &p, &by_p, &by_square, 1);
        printf("%5d    %.5f         %8.5f        %8.5f\n", i, (double)p,
               (double)by_cross, (double)by_square);
        if (i == -8) {
            fprintf(values, "p_minus_y.cross\t%.4f\n", -(double)by_cross);
            fprintf(values, "p_minus_y.square\t%.4f\n", -(double)by_square);
        }
    }
}

int main(void)
{
    FILE *values = figure_open("p_minus_y.values");
    show_classes();
    show_saturation(values);
    figure_close(values);
    return 0;
}
