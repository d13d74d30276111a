/* The sigmoid as a curve, and three ways to compute it where z is large. */
#include "figure.h"
#include "xor.h"

static real as_defined(real z)
{
    return 1 / (1 + exp(-z));
}

static real other_form(real z)
{
    return exp(z) / (1 + exp(z));
}

/* A number, or nan without the sign that some C libraries print before it. */
static void print_number(real x)
{
    if (isnan(x)) {
        printf("  %13s", "nan");
    } else {
        printf("  %13g", (double)x);
    }
}

int main(void)
{
    static const real far[] = {-1000, -100, -90, -10, 0, 10, 100, 1000};
    printf("    z   1/(1 + e^-z)  e^z/(1 + e^z)        sigmoid\n");
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
        printf("%5g", (double)far[i]);
        print_number(as_defined(far[i]));
        print_number(other_form(far[i]));
        print_number(sigmoid(far[i]));
        printf("\n");
    }
    FILE *data = figure_open("sigmoid_curve.dat");
    for (int i = -300; i <= 300; i++) {
        real z = (real)i / 50;
        fprintf(data, "%g %g\n", (double)z, (double)sigmoid(z));
    }
    figure_close(data);
    FILE *values = figure_open("sigmoid_curve.values");
    fprintf(values, "sigmoid_curve.at_minus_5\t%.4f\n", (double)sigmoid(-5));
    fprintf(values, "sigmoid_curve.at_5\t%.4f\n", (double)sigmoid(5));
    figure_close(values);
    return 0;
}
