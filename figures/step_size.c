/* How far a difference is from the derivative, against the step h: the worked
   example's loss as a function of its first weight. */
#include "figure.h"

#include <float.h>
#include <math.h>

/* E(w1), all else as in the text; once for each type of number. */
#define LOSS(type, loss, tanh_of)                                              \
    static type loss(type w1)                                                  \
    {                                                                          \
        type u1 = tanh_of(w1), u2 = tanh_of(-1);                               \
        type miss = 2 * u1 - u2 + (type)0.5 - 1;                               \
        return miss * miss / 2;                                                \
    }                                                                          \
    extern int loss##_needs_a_semicolon

LOSS(double, loss_in_double, tanh);
LOSS(float, loss_in_float, tanhf);

static const double at = 0.5;

static double derivative(void)
{
    double u1 = tanh(at);
    return (2 * u1 - tanh(-1) + 0.5 - 1) * 2 * (1 - u1 * u1);
}

typedef double Estimate(double h);

static double centred(double h)
{
    return (loss_in_double(at + h) - loss_in_double(at - h)) / (2 * h);
}

static double forward(double h)
{
    return (loss_in_double(at + h) - loss_in_double(at)) / h;
}

static double centred_in_float(double h)
{
    float step = (float)h, x = (float)at;
    return (loss_in_float(x + step) - loss_in_float(x - step)) / (2 * step);
}

static double error_of(Estimate *estimate, double h)
{
    return fabs(estimate(h) - derivative()) / derivative();
}

int main(void)
{
    static Estimate *const estimates[] = {forward, centred, centred_in_float};
    double best[3] = {1, 1, 1};
    FILE *data = figure_open("step_size.dat");
    for (int i = 0; i <= 12 * 8; i++) {
        double h = pow(10, -i / 8.0);
        fprintf(data, "%g", h);
        for (int k = 0; k < 3; k++) {
            double error = error_of(estimates[k], h);
            /* An exact hit cannot be drawn on a logarithmic axis. */
            fprintf(data, " %g", fmax(error, DBL_EPSILON));
            best[k] = fmin(best[k], error);
        }
        fprintf(data, "\n");
    }
    figure_close(data);

    FILE *values = figure_open("step_size.values");
    fprintf(values, "step_size.float.best\t%.6f\n", best[2]);
    fprintf(values, "step_size.float.small\t%.3f\n",
            error_of(centred_in_float, 1e-5));
    figure_close(values);

    printf("h         forward   centred   centred, float\n");
    for (int i = 1; i <= 11; i += 2) {
        double h = pow(10, -i);
        printf("%.0e   %.1e   %.1e   %.1e\n", h, error_of(forward, h),
               error_of(centred, h), error_of(centred_in_float, h));
    }
    return 0;
}
