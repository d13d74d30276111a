/* The gradients of the losses by the scores: for three classes, by two losses,
   and for one score that is wrong and sure of it. */
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

/* The loss after a softmax that also charges for the wrong classes. */
static double two_terms(const real *z, int label)
{
    real p[CLASSES];
    double loss = 0;
    softmax(z, p, 1, CLASSES);
    for (int k = 0; k < CLASSES; k++) {
        loss -= log(k == label ? (double)p[k] : 1 - (double)p[k]);
    }
    return loss;
}

/* Its gradient, by nudging each score, beside that of the cross-entropy. */
static void show_two_terms(FILE *values)
{
    static const real p[CLASSES] = {(real)0.75, (real)0.10, (real)0.15};
    real z[CLASSES], dz[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
        z[k] = log(p[k]);
    }
    printf("%%%% two_terms\n");
    printf("                  cross-entropy              two terms\n");
    printf("class          0      1      2          0      1      2\n");
    for (int label = 0; label < CLASSES; label++) {
        cross_entropy_backward(z, &label, dz, 1, CLASSES);
        printf("right is %d%7.2f%7.2f%7.2f    ", label, (double)dz[0],
               (double)dz[1], (double)dz[2]);
        for (int k = 0; k < CLASSES; k++) {
            const real h = (real)0.005;
            real moved[CLASSES] = {z[0], z[1], z[2]};
            moved[k] = z[k] + h;
            double above = two_terms(moved, label);
            moved[k] = z[k] - h;
            double slope = (above - two_terms(moved, label)) / (2 * (double)h);
            printf("%7.2f", slope);
            if (label == 1 && k == 2) {
                fprintf(values, "p_minus_y.wrong\t%.2f\n", -slope);
            }
        }
        printf("\n");
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

/* The same slopes for many scores, to be drawn. */
static void draw_slopes(void)
{
    FILE *file = figure_open("p_minus_y.dat");
    for (int i = -80; i <= 80; i++) {
        real z = (real)i / 10, p = sigmoid(z);
        fprintf(file, "%g %g %g\n", (double)z, (double)(p - 1),
                2 * (double)((p - 1) * p * (1 - p)));
    }
    figure_close(file);
}

int main(void)
{
    FILE *values = figure_open("p_minus_y.values");
    show_classes();
    show_two_terms(values);
    show_saturation(values);
    draw_slopes();
    figure_close(values);
    return 0;
}
