/* A column by hand: normalised, scaled, moved; the running statistics that follow
   it; and its gradient beside centred differences. */
#define REAL double

/* NOLINTNEXTLINE(bugprone-suspicious-include) */
#include "../solutions/07_regularization.c"
#include "figure.h"

enum { N = 4 };

static void print_row(const char *name, const real *x, int n)
{
    printf("%-22s", name);
    for (int i = 0; i < n; i++) {
        printf("%9.4f", (double)x[i]);
    }
    printf("\n");
}

/* Σ dy y, as a function of x. */
static real scalar(const real *x, const real *dy, real gamma, real epsilon)
{
    real beta = 0, mean, variance, y[N], sum = 0;
    batch_norm_forward(x, &gamma, &beta, &mean, &variance, y, epsilon, N, 1);
    for (int i = 0; i < N; i++) {
        sum += dy[i] * y[i];
    }
    return sum;
}

int main(void)
{
    real x[N] = {1, 3, 5, 11}, dy[N] = {1, 0, 0, -1}, y[N], dx[N], without[N];
    real gamma = 1, beta = 0, mean, variance, dgamma = 0, dbeta = 0;
    const real epsilon = (real)1e-5, h = (real)1e-5;
    printf("%%%% forward\n");
    print_row("x", x, N);
    batch_norm_forward(x, &gamma, &beta, &mean, &variance, y, epsilon, N, 1);
    printf("mean %.1f, variance %.1f, deviation %.4f\n", (double)mean,
           (double)variance, sqrt((double)variance));
    print_row("normalised", y, N);
    gamma = 2;
    beta = 10;
    batch_norm_forward(x, &gamma, &beta, &mean, &variance, y, epsilon, N, 1);
    print_row("gamma = 2, beta = 10", y, N);

    printf("%%%% running\nafter batches      running mean  running variance\n");
    real running_mean = 0, running_variance = 1;
    for (int k = 0; k <= 60; k++) {
        if (k <= 2 || k == 10 || k == 30 || k == 60) {
            printf("%13d  %17.4f  %16.4f\n", k, (double)running_mean,
                   (double)running_variance);
        }
        batch_norm_running(&mean, &variance, &running_mean, &running_variance,
                           (real)0.1, N, 1);
    }

    printf("%%%% backward\n");
    batch_norm_backward(x, &gamma, &mean, &variance, dy, dx, &dgamma, &dbeta,
                        epsilon, N, 1);
    print_row("dy", dy, N);
    for (int i = 0; i < N; i++) {
        without[i] = dy[i] * gamma / sqrt(variance + epsilon);
    }
    print_row("dy gamma / deviation", without, N);
    print_row("dx", dx, N);
    for (int i = 0; i < N; i++) {
        real middle = x[i];
        x[i] = middle + h;
        real above = scalar(x, dy, gamma, epsilon);
        x[i] = middle - h;
        without[i] = (above - scalar(x, dy, gamma, epsilon)) / (2 * h);
        x[i] = middle;
    }
    print_row("centred differences", without, N);
    return 0;
}
