#include "regularization.h"

real elastic_net(const real *w, real l1, real l2, size_t count)
{
    /* BEGIN SOLUTION 7.1 */
    double sizes = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        sizes += fabs((double)w[i]);
        squares += (double)w[i] * (double)w[i];
    }
    return (real)((double)l1 * sizes + (double)l2 / 2 * squares);
    /* END SOLUTION */
}

void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    /* BEGIN SOLUTION 7.2 */
    for (size_t i = 0; i < count; i++) {
        if (w[i] > 0) {
            g[i] += l1;
        } else if (w[i] < 0) {
            g[i] -= l1;
        }
        g[i] += l2 * w[i];
    }
    /* END SOLUTION */
}

void add_huber(const real *w, real *g, real strength, real delta, size_t count)
{
    /* BEGIN SOLUTION 7.3 */
    for (size_t i = 0; i < count; i++) {
        if (w[i] > delta) {
            g[i] += strength;
        } else if (w[i] < -delta) {
            g[i] -= strength;
        } else {
            g[i] += strength * w[i] / delta;
        }
    }
    /* END SOLUTION */
}

void dropout_forward(const real *x, const real *u, real *mask, real *y, real p,
                     size_t count)
{
    /* BEGIN SOLUTION 7.4 */
    for (size_t i = 0; i < count; i++) {
        mask[i] = u[i] < p ? 0 : 1 / (1 - p);
        y[i] = mask[i] * x[i];
    }
    /* END SOLUTION */
}

void dropout_backward(const real *mask, const real *dy, real *dx, size_t count)
{
    /* BEGIN SOLUTION 7.5 */
    for (size_t i = 0; i < count; i++) {
        dx[i] = mask[i] * dy[i];
    }
    /* END SOLUTION */
}

void batch_norm_forward(const real *x, const real *gamma, const real *beta,
                        real *mean, real *variance, real *y, real epsilon,
                        size_t n, size_t units)
{
    /* BEGIN SOLUTION 7.6 */
    for (size_t j = 0; j < units; j++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < n; i++) {
            sum += (double)x[i * units + j];
        }
        double middle = sum / (double)n;
        for (size_t i = 0; i < n; i++) {
            double distance = (double)x[i * units + j] - middle;
            squares += distance * distance;
        }
        mean[j] = (real)middle;
        variance[j] = (real)(squares / (double)n);
        real scale = gamma[j] / sqrt(variance[j] + epsilon);
        for (size_t i = 0; i < n; i++) {
            y[i * units + j] = scale * (x[i * units + j] - mean[j]) + beta[j];
        }
    }
    /* END SOLUTION */
}

void batch_norm_running(const real *mean, const real *variance,
                        real *running_mean, real *running_variance,
                        real momentum, size_t n, size_t units)
{
    /* BEGIN SOLUTION 7.7 */
    real unbiased = (real)n / (real)(n - 1);
    for (size_t j = 0; j < units; j++) {
        running_mean[j] += momentum * (mean[j] - running_mean[j]);
        running_variance[j] +=
            momentum * (variance[j] * unbiased - running_variance[j]);
    }
    /* END SOLUTION */
}

void batch_norm_evaluate(const real *x, const real *gamma, const real *beta,
                         const real *running_mean, const real *running_variance,
                         real *y, real epsilon, size_t n, size_t units)
{
    /* BEGIN SOLUTION 7.8 */
    for (size_t j = 0; j < units; j++) {
        real scale = gamma[j] / sqrt(running_variance[j] + epsilon);
        for (size_t i = 0; i < n; i++) {
            y[i * units + j] =
                scale * (x[i * units + j] - running_mean[j]) + beta[j];
        }
    }
    /* END SOLUTION */
}

void batch_norm_backward(const real *x, const real *gamma, const real *mean,
                         const real *variance, const real *dy, real *dx,
                         real *dgamma, real *dbeta, real epsilon, size_t n,
                         size_t units)
{
    /* BEGIN SOLUTION 7.9 */
    for (size_t j = 0; j < units; j++) {
        real deviation = sqrt(variance[j] + epsilon), sum = 0, products = 0;
        for (size_t k = 0; k < n; k++) {
            real normalised = (x[k * units + j] - mean[j]) / deviation;
            sum += dy[k * units + j];
            products += dy[k * units + j] * normalised;
        }
        dgamma[j] += products;
        dbeta[j] += sum;
        for (size_t i = 0; i < n; i++) {
            real normalised = (x[i * units + j] - mean[j]) / deviation;
            dx[i * units + j] =
                gamma[j] / deviation *
                (dy[i * units + j] - (sum + normalised * products) / (real)n);
        }
    }
    /* END SOLUTION */
}

bool stop_early(Stopping *stopping, double score, size_t patience)
{
    /* BEGIN SOLUTION 7.10 */
    stopping->epochs++;
    if (stopping->best_epoch == 0 || score > stopping->best) {
        stopping->best_epoch = stopping->epochs;
        stopping->best = score;
    }
    return patience > 0 && stopping->epochs - stopping->best_epoch >= patience;
    /* END SOLUTION */
}

void flip_picture(const real *x, real *y, size_t h, size_t w)
{
    /* BEGIN SOLUTION 7.11 */
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            y[i * w + j] = x[i * w + w - 1 - j];
        }
    }
    /* END SOLUTION */
}

void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w)
{
    /* BEGIN SOLUTION 7.12 */
    int rows = (int)h, columns = (int)w;
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            int r = i - down, c = j - right;
            bool inside = r >= 0 && r < rows && c >= 0 && c < columns;
            y[i * columns + j] = inside ? x[r * columns + c] : 0;
        }
    }
    /* END SOLUTION */
}

real bilinear(const real *x, double row, double column, size_t h, size_t w)
{
    /* BEGIN SOLUTION 7.13 */
    double sum = 0;
    int r = (int)floor(row), c = (int)floor(column);
    double a = row - r, b = column - c;
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
            if (r + i >= 0 && r + i < (int)h && c + j >= 0 && c + j < (int)w) {
                double weight = (i == 0 ? 1 - a : a) * (j == 0 ? 1 - b : b);
                sum += weight * (double)x[(r + i) * (int)w + c + j];
            }
        }
    }
    return (real)sum;
    /* END SOLUTION */
}

void turn_picture(const real *x, real *y, double angle, double scale, size_t h,
                  size_t w)
{
    /* BEGIN SOLUTION 7.14 */
    double middle_row = ((double)h - 1) / 2,
           middle_column = ((double)w - 1) / 2;
    double cosine = cos(angle) / scale, sine = sin(angle) / scale;
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            double u = (double)i - middle_row, v = (double)j - middle_column;
            double row = middle_row + v * sine + u * cosine;
            double column = middle_column + v * cosine - u * sine;
            y[i * w + j] = bilinear(x, row, column, h, w);
        }
    }
    /* END SOLUTION */
}

size_t fold(size_t n, size_t k, size_t f, const size_t *order, size_t *train,
            size_t *validation)
{
    /* BEGIN SOLUTION 7.15 */
    size_t first = f * n / k, end = (f + 1) * n / k;
    for (size_t i = 0; i < n; i++) {
        if (i >= first && i < end) {
            validation[i - first] = order[i];
        } else {
            *train++ = order[i];
        }
    }
    return end - first;
    /* END SOLUTION */
}

void draw_trial(const Range *ranges, double *values, size_t count, Rng *rng)
{
    /* BEGIN SOLUTION 7.16 */
    for (size_t i = 0; i < count; i++) {
        double u = rng_uniform(rng), low = ranges[i].low, high = ranges[i].high;
        values[i] = ranges[i].logarithmic ? low * pow(high / low, u)
                                          : low + u * (high - low);
    }
    /* END SOLUTION */
}
