/* How two losses judge one score when the answer should be 1, and how far
   apart two distributions are. */
#include "figure.h"
#include "mlp.h"
#include "xor.h"

static real squared(real z)
{
    real p = sigmoid(z), one = 1;
    return mean_squared_error(&p, &one, 1);
}

static real cross(real z)
{
    real one = 1;
    return binary_cross_entropy(&z, &one, 1);
}

static void write_curves(FILE *values)
{
    enum { HALF = 160 };
    FILE *data = figure_open("losses.dat");
    for (int i = -HALF; i <= HALF; i++) {
        real z = 8 * (real)i / HALF;
        fprintf(data, "%g %g %g\n", (double)z, (double)squared(z),
                (double)cross(z));
    }
    figure_close(data);
    fprintf(values, "losses.squared.step\t%.4f\n",
            (double)(squared(-8) - squared(-4)));
    fprintf(values, "losses.cross.step\t%.4f\n",
            (double)(cross(-8) - cross(-4)));
}

/* −Σ p log q, with 0 log 0 = 0. */
static real entropy(const real *p, const real *q, int classes)
{
    real sum = 0;
    for (int k = 0; k < classes; k++) {
        sum -= p[k] > 0 ? p[k] * log(q[k]) : 0;
    }
    return sum;
}

static void show_divergence(FILE *values)
{
    enum { CLASSES = 3, ROWS = 3 };
    static const real q[CLASSES] = {0.75, 0.10, 0.15};
    static const real p[ROWS][CLASSES] = {
        {1, 0, 0}, {0.9, 0.05, 0.05}, {0.75, 0.10, 0.15}};
    printf("   p, the truth       H(p, q)   H(p)    H(p, q) - H(p)\n");
    for (int i = 0; i < ROWS; i++) {
        real both = entropy(p[i], q, CLASSES);
        real alone = entropy(p[i], p[i], CLASSES);
        for (int k = 0; k < CLASSES; k++) {
            printf("  %.2f", (double)p[i][k]);
        }
        printf("    %.4f   %.4f       %.4f\n", (double)both, (double)alone,
               (double)(both - alone));
    }
    fprintf(values, "losses.seed\t%.4f\n", (double)entropy(p[0], q, CLASSES));
    fprintf(values, "losses.guess\t%.4f\n", log(10.0));
}

int main(void)
{
    FILE *values = figure_open("losses.values");
    write_curves(values);
    show_divergence(values);
    figure_close(values);
    return 0;
}
