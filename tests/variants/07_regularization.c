#include "probe.h"
#include "regularization.h"

#include <stdlib.h>
#include <string.h>

/* ---- Penalties ---- */

static real penalty_weight_by_weight(const real *w, real l1, real l2,
                                     size_t count)
{
    double sum = 0;
    while (count-- > 0) {
        double x = (double)w[count];
        sum += (double)l1 * (x < 0 ? -x : x) + (double)l2 * x * x / 2;
    }
    return (real)sum;
}
MISTAKE(elastic_net, penalty_weight_by_weight, "", "");

static real penalty_by_roots(const real *w, real l1, real l2, size_t count)
{
    double sizes = 0, squares = 0;
    for (const real *end = w + count; w < end; w++) {
        double square = pow((double)*w, 2);
        sizes += fmax((double)*w, -(double)*w);
        squares += square;
    }
    return (real)(0.5 * (double)l2 * squares + (double)l1 * sizes);
}
MISTAKE(elastic_net, penalty_by_roots, "", "");

static void gradient_by_comparison(const real *w, real *g, real l1, real l2,
                                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g[i] += l2 * w[i] + l1 * (real)((w[i] > 0) - (w[i] < 0));
    }
}
MISTAKE(add_elastic_net, gradient_by_comparison, "", "");

static void gradient_by_division(const real *w, real *g, real l1, real l2,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real sign = w[i] == 0 ? 0 : w[i] / fabs(w[i]);
        g[i] = g[i] + l1 * sign;
        g[i] = g[i] + l2 * w[i];
    }
}
MISTAKE(add_elastic_net, gradient_by_division, "", "");

static void gradient_by_copysign(const real *w, real *g, real l1, real l2,
                                 size_t count)
{
    for (size_t i = count; i > 0; i--) {
        real x = w[i - 1];
        if (x != 0) {
            g[i - 1] += copysign(l1, x) + l2 * x;
        }
    }
}
MISTAKE(add_elastic_net, gradient_by_copysign, "", "");

static void huber_by_clamping(const real *w, real *g, real strength, real delta,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real slope = w[i] / delta;
        slope = slope > 1 ? 1 : slope;
        slope = slope < -1 ? -1 : slope;
        g[i] += strength * slope;
    }
}
MISTAKE(add_huber, huber_by_clamping, "", "");

static void huber_by_size(const real *w, real *g, real strength, real delta,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fabs(w[i]) < delta) {
            g[i] += strength / delta * w[i];
        } else {
            g[i] += w[i] > 0 ? strength : -strength;
        }
    }
}
MISTAKE(add_huber, huber_by_size, "", "");

static void huber_by_minimum(const real *w, real *g, real strength, real delta,
                             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g[i] += strength * fmax(fmin(w[i], delta), -delta) / delta;
    }
}
MISTAKE(add_huber, huber_by_minimum, "", "");

/* ---- Dropout ---- */

static void dropout_by_branches(const real *x, const real *u, real *mask,
                                real *y, real p, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (u[i] >= p) {
            mask[i] = 1 / (1 - p);
            y[i] = x[i] / (1 - p);
        } else {
            mask[i] = 0;
            y[i] = 0;
        }
    }
}
MISTAKE(dropout_forward, dropout_by_branches, "", "");

static void dropout_in_two_passes(const real *x, const real *u, real *mask,
                                  real *y, real p, size_t count)
{
    const real keep = 1 - p;
    for (size_t i = 0; i < count; i++) {
        mask[i] = (real)(u[i] >= p) / keep;
    }
    for (size_t i = 0; i < count; i++) {
        y[i] = x[i] * mask[i];
    }
}
MISTAKE(dropout_forward, dropout_in_two_passes, "", "");

static void dropout_from_zeros(const real *x, const real *u, real *mask,
                               real *y, real p, size_t count)
{
    memset(mask, 0, count * sizeof *mask);
    memset(y, 0, count * sizeof *y);
    for (size_t i = count; i-- > 0;) {
        if (!(u[i] < p)) {
            mask[i] = pow(1 - p, (real)-1);
            y[i] = x[i] * mask[i];
        }
    }
}
MISTAKE(dropout_forward, dropout_from_zeros, "", "");

static void mask_by_branches(const real *mask, const real *dy, real *dx,
                             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dx[i] = mask[i] > 0 ? dy[i] * mask[i] : 0;
    }
}
MISTAKE(dropout_backward, mask_by_branches, "", "");

static void mask_on_a_copy(const real *mask, const real *dy, real *dx,
                           size_t count)
{
    memcpy(dx, dy, count * sizeof *dx);
    while (count-- > 0) {
        dx[count] *= mask[count];
    }
}
MISTAKE(dropout_backward, mask_on_a_copy, "", "");

static void mask_by_pointers(const real *mask, const real *dy, real *dx,
                             size_t count)
{
    for (const real *end = dy + count; dy != end;) {
        *dx++ = *mask++ * *dy++;
    }
}
MISTAKE(dropout_backward, mask_by_pointers, "", "");

/* ---- Batch normalisation ---- */

/* Welford's way, and the output in a form with one division. */
static void norm_by_welford(const real *x, const real *gamma, const real *beta,
                            real *mean, real *variance, real *y, real epsilon,
                            size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        double middle = 0, squares = 0;
        for (size_t i = 0; i < n; i++) {
            double before = (double)x[i * units + j] - middle;
            middle += before / (double)(i + 1);
            squares += before * ((double)x[i * units + j] - middle);
        }
        mean[j] = (real)middle;
        variance[j] = (real)(squares / (double)n);
        double factor = 1 / sqrt(squares / (double)n + (double)epsilon);
        for (size_t i = 0; i < n; i++) {
            double normalised = ((double)x[i * units + j] - middle) * factor;
            y[i * units + j] =
                (real)(normalised * (double)gamma[j] + (double)beta[j]);
        }
    }
}
MISTAKE(batch_norm_forward, norm_by_welford, "", "");

/* Row by row, which reads the memory in its order. */
static void norm_row_by_row(const real *x, const real *gamma, const real *beta,
                            real *mean, real *variance, real *y, real epsilon,
                            size_t n, size_t units)
{
    double *sums = calloc(2 * units + 1, sizeof *sums);
    double *squares = sums + units;
    for (size_t i = 0; i < n * units; i++) {
        sums[i % units] += (double)x[i] / (double)n;
    }
    for (size_t i = 0; i < n * units; i++) {
        squares[i % units] += pow((double)x[i] - sums[i % units], 2);
    }
    for (size_t j = 0; j < units; j++) {
        mean[j] = (real)sums[j];
        variance[j] = (real)(squares[j] / (double)n);
    }
    for (size_t i = 0; i < n * units; i++) {
        size_t j = i % units;
        y[i] =
            gamma[j] * (x[i] - mean[j]) / sqrt(variance[j] + epsilon) + beta[j];
    }
    free(sums);
}
MISTAKE(batch_norm_forward, norm_row_by_row, "", "");

static void norm_through_y(const real *x, const real *gamma, const real *beta,
                           real *mean, real *variance, real *y, real epsilon,
                           size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        double sum = 0, squares = 0;
        for (size_t i = n; i-- > 0;) {
            sum += (double)x[i * units + j];
        }
        mean[j] = (real)(sum / (double)n);
        for (size_t i = 0; i < n; i++) {
            y[i * units + j] =
                (real)((double)x[i * units + j] - sum / (double)n);
            squares += (double)y[i * units + j] * (double)y[i * units + j];
        }
        variance[j] = (real)(squares / (double)n);
        for (size_t i = 0; i < n; i++) {
            y[i * units + j] /= sqrt(variance[j] + epsilon);
            y[i * units + j] *= gamma[j];
            y[i * units + j] += beta[j];
        }
    }
}
MISTAKE(batch_norm_forward, norm_through_y, "", "");

static void running_by_the_formula(const real *mean, const real *variance,
                                   real *running_mean, real *running_variance,
                                   real momentum, size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        real unbiased = variance[j] * (real)n / ((real)n - 1);
        running_mean[j] = (1 - momentum) * running_mean[j] + momentum * mean[j];
        running_variance[j] =
            (1 - momentum) * running_variance[j] + momentum * unbiased;
    }
}
MISTAKE(batch_norm_running, running_by_the_formula, "", "");

static void running_in_two_loops(const real *mean, const real *variance,
                                 real *running_mean, real *running_variance,
                                 real momentum, size_t n, size_t units)
{
    real factor = momentum / (1 - 1 / (real)n);
    for (size_t j = 0; j < units; j++) {
        running_mean[j] -= momentum * (running_mean[j] - mean[j]);
    }
    for (size_t j = units; j-- > 0;) {
        running_variance[j] *= 1 - momentum;
        running_variance[j] += factor * variance[j];
    }
}
MISTAKE(batch_norm_running, running_in_two_loops, "", "");

static void running_in_double(const real *mean, const real *variance,
                              real *running_mean, real *running_variance,
                              real momentum, size_t n, size_t units)
{
    double m = (double)momentum;
    for (size_t j = 0; j < units; j++) {
        double squares = (double)variance[j] * (double)n;
        running_mean[j] =
            (real)((double)running_mean[j] * (1 - m) + (double)mean[j] * m);
        running_variance[j] = (real)((double)running_variance[j] * (1 - m) +
                                     squares / (double)(n - 1) * m);
    }
}
MISTAKE(batch_norm_running, running_in_double, "", "");

static void evaluate_row_by_row(const real *x, const real *gamma,
                                const real *beta, const real *running_mean,
                                const real *running_variance, real *y,
                                real epsilon, size_t n, size_t units)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < units; j++) {
            real deviation = sqrt(running_variance[j] + epsilon);
            real normalised = (x[i * units + j] - running_mean[j]) / deviation;
            y[i * units + j] = gamma[j] * normalised + beta[j];
        }
    }
}
MISTAKE(batch_norm_evaluate, evaluate_row_by_row, "", "");

/* As a scale and an offset, as it is often done for speed. */
static void evaluate_folded(const real *x, const real *gamma, const real *beta,
                            const real *running_mean,
                            const real *running_variance, real *y, real epsilon,
                            size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        real scale = gamma[j] / sqrt(running_variance[j] + epsilon);
        real offset = beta[j] - scale * running_mean[j];
        for (size_t i = j; i < n * units; i += units) {
            y[i] = scale * x[i] + offset;
        }
    }
}
MISTAKE(batch_norm_evaluate, evaluate_folded, "", "");

static void evaluate_by_powers(const real *x, const real *gamma,
                               const real *beta, const real *running_mean,
                               const real *running_variance, real *y,
                               real epsilon, size_t n, size_t units)
{
    for (size_t i = n * units; i-- > 0;) {
        size_t j = i % units;
        real factor = pow(running_variance[j] + epsilon, (real)-0.5);
        y[i] = (x[i] - running_mean[j]) * factor * gamma[j] + beta[j];
    }
}
MISTAKE(batch_norm_evaluate, evaluate_by_powers, "", "");

/* As the paper has it: by the variance, by the mean, then x. */
static void backward_as_in_the_paper(const real *x, const real *gamma,
                                     const real *mean, const real *variance,
                                     const real *dy, real *dx, real *dgamma,
                                     real *dbeta, real epsilon, size_t n,
                                     size_t units)
{
    for (size_t j = 0; j < units; j++) {
        double v = (double)variance[j] + (double)epsilon, dv = 0, dm = 0;
        double distances = 0;
        for (size_t i = j; i < n * units; i += units) {
            double distance = (double)x[i] - (double)mean[j];
            double dn = (double)dy[i] * (double)gamma[j];
            dv += dn * distance * -0.5 * pow(v, -1.5);
            dm -= dn / sqrt(v);
            distances += distance;
            dgamma[j] += (real)((double)dy[i] * distance / sqrt(v));
            dbeta[j] += dy[i];
        }
        dm += dv * -2 * distances / (double)n;
        for (size_t i = j; i < n * units; i += units) {
            double distance = (double)x[i] - (double)mean[j];
            dx[i] = (real)((double)dy[i] * (double)gamma[j] / sqrt(v) +
                           dv * 2 * distance / (double)n + dm / (double)n);
        }
    }
}
MISTAKE(batch_norm_backward, backward_as_in_the_paper, "", "");

static void backward_by_means(const real *x, const real *gamma,
                              const real *mean, const real *variance,
                              const real *dy, real *dx, real *dgamma,
                              real *dbeta, real epsilon, size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        double deviation = sqrt((double)variance[j] + (double)epsilon);
        double first = 0, second = 0;
        for (size_t k = 0; k < n; k++) {
            double g = (double)dy[k * units + j];
            first += g / (double)n;
            second += g / (double)n *
                      ((double)x[k * units + j] - (double)mean[j]) / deviation;
        }
        dgamma[j] += (real)(second * (double)n);
        dbeta[j] += (real)(first * (double)n);
        for (size_t k = 0; k < n; k++) {
            double hat =
                ((double)x[k * units + j] - (double)mean[j]) / deviation;
            double rest = (double)dy[k * units + j] - first - hat * second;
            dx[k * units + j] = (real)((double)gamma[j] * rest / deviation);
        }
    }
}
MISTAKE(batch_norm_backward, backward_by_means, "", "");

static void backward_times_n(const real *x, const real *gamma, const real *mean,
                             const real *variance, const real *dy, real *dx,
                             real *dgamma, real *dbeta, real epsilon, size_t n,
                             size_t units)
{
    for (size_t j = 0; j < units; j++) {
        real inverse = 1 / sqrt(variance[j] + epsilon), sum = 0, products = 0;
        for (size_t k = n; k-- > 0;) {
            size_t at = k * units + j;
            dx[at] = (x[at] - mean[j]) * inverse;
            sum += dy[at];
            products += dy[at] * dx[at];
        }
        dbeta[j] = dbeta[j] + sum;
        dgamma[j] = dgamma[j] + products;
        for (size_t k = 0; k < n; k++) {
            size_t at = k * units + j;
            dx[at] = gamma[j] * inverse / (real)n *
                     ((real)n * dy[at] - sum - dx[at] * products);
        }
    }
}
MISTAKE(batch_norm_backward, backward_times_n, "", "");

/* ---- Early stopping ---- */

static bool stop_by_returns(Stopping *s, double score, size_t patience)
{
    s->epochs += 1;
    if (s->best_epoch != 0 && score <= s->best) {
        if (patience == 0) {
            return false;
        }
        return s->best_epoch + patience <= s->epochs;
    }
    s->best = score;
    s->best_epoch = s->epochs;
    return false;
}
MISTAKE(stop_early, stop_by_returns, "", "");

static bool stop_by_the_first(Stopping *s, double score, size_t patience)
{
    bool first = s->epochs == 0;
    size_t epoch = ++s->epochs;
    if (first || s->best < score) {
        *s = (Stopping){epoch, epoch, score};
    }
    return patience != 0 && !(epoch - s->best_epoch < patience);
}
MISTAKE(stop_early, stop_by_the_first, "", "");

static bool stop_by_maximum(Stopping *s, double score, size_t patience)
{
    size_t since = s->epochs - s->best_epoch + 1;
    s->epochs++;
    if (s->best_epoch == 0) {
        s->best = score - 1;
    }
    if (fmax(score, s->best) != s->best) {
        since = 0;
        s->best_epoch = s->epochs;
    }
    s->best = fmax(score, s->best);
    return patience > 0 && since > patience - 1;
}
MISTAKE(stop_early, stop_by_maximum, "", "");

/* ---- Pictures ---- */

static void flip_from_both_ends(const real *x, real *y, size_t h, size_t w)
{
    for (size_t i = 0; i < h; i++, x += w, y += w) {
        for (size_t left = 0, right = w; right > 0; left++) {
            y[left] = x[--right];
        }
    }
}
MISTAKE(flip_picture, flip_from_both_ends, "", "");

static void flip_where_it_goes(const real *x, real *y, size_t h, size_t w)
{
    for (size_t i = 0; i < h * w; i++) {
        size_t row = i / w, column = i % w;
        y[(row + 1) * w - column - 1] = x[i];
    }
}
MISTAKE(flip_picture, flip_where_it_goes, "", "");

static void flip_by_swapping(const real *x, real *y, size_t h, size_t w)
{
    memcpy(y, x, h * w * sizeof *y);
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w / 2; j++) {
            real kept = y[i * w + j];
            y[i * w + j] = y[i * w + w - 1 - j];
            y[i * w + w - 1 - j] = kept;
        }
    }
}
MISTAKE(flip_picture, flip_by_swapping, "", "");

static void shift_where_it_goes(const real *x, real *y, int down, int right,
                                size_t h, size_t w)
{
    memset(y, 0, h * w * sizeof *y);
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            long row = (long)i + down, column = (long)j + right;
            if (row >= 0 && row < (long)h && column >= 0 && column < (long)w) {
                y[row * (long)w + column] = x[i * w + j];
            }
        }
    }
}
MISTAKE(shift_picture, shift_where_it_goes, "", "");

/* Numbers below 0 are huge as size_t, which one comparison finds. */
static void shift_unsigned(const real *x, real *y, int down, int right,
                           size_t h, size_t w)
{
    for (size_t i = 0; i < h * w; i++) {
        size_t row = i / w - (size_t)down, column = i % w - (size_t)right;
        y[i] = 0;
        if (row < h && column < w) {
            y[i] = x[row * w + column];
        }
    }
}
MISTAKE(shift_picture, shift_unsigned, "", "");

static void shift_row_by_row(const real *x, real *y, int down, int right,
                             size_t h, size_t w)
{
    int columns = (int)w;
    for (int i = 0; i < (int)h; i++) {
        for (int j = 0; j < columns; j++) {
            y[i * columns + j] = 0;
        }
        if (i - down < 0 || i - down >= (int)h) {
            continue;
        }
        for (int j = 0; j < columns; j++) {
            if (j + right >= 0 && j + right < columns) {
                y[i * columns + j + right] = x[(i - down) * columns + j];
            }
        }
    }
}
MISTAKE(shift_picture, shift_row_by_row, "", "");

static double pixel_or_0(const real *x, double row, double column, size_t h,
                         size_t w)
{
    return row >= 0 && row < (double)h && column >= 0 && column < (double)w
               ? (double)x[(size_t)row * w + (size_t)column]
               : 0;
}

static real between_in_two_steps(const real *x, double row, double column,
                                 size_t h, size_t w)
{
    double r = floor(row), c = floor(column), a = row - r, b = column - c;
    double above =
        (1 - b) * pixel_or_0(x, r, c, h, w) + b * pixel_or_0(x, r, c + 1, h, w);
    double below = (1 - b) * pixel_or_0(x, r + 1, c, h, w) +
                   b * pixel_or_0(x, r + 1, c + 1, h, w);
    return (real)((1 - a) * above + a * below);
}
MISTAKE(bilinear, between_in_two_steps, "", "");

/* Every pixel counts by how near it is. */
static real between_by_tents(const real *x, double row, double column, size_t h,
                             size_t w)
{
    double sum = 0;
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            double a = 1 - fabs(row - (double)i);
            double b = 1 - fabs(column - (double)j);
            if (a > 0 && b > 0) {
                sum += a * b * (double)x[i * w + j];
            }
        }
    }
    return (real)sum;
}
MISTAKE(bilinear, between_by_tents, "", "");

static real between_by_ceilings(const real *x, double row, double column,
                                size_t h, size_t w)
{
    double rows[2] = {ceil(row) - 1, ceil(row)};
    double columns[2] = {ceil(column) - 1, ceil(column)}, sum = 0;
    for (int k = 0; k < 4; k++) {
        double r = rows[k / 2], c = columns[k % 2];
        sum += (1 - fabs(row - r)) * (1 - fabs(column - c)) *
               pixel_or_0(x, r, c, h, w);
    }
    return (real)sum;
}
MISTAKE(bilinear, between_by_ceilings, "", "");

static void turn_in_polar_form(const real *x, real *y, double angle,
                               double scale, size_t h, size_t w)
{
    double down = (double)(h - 1) / 2, right = (double)(w - 1) / 2;
    for (size_t i = 0; i < h * w; i++) {
        double u = (double)(i / w) - down, v = (double)(i % w) - right;
        double radius = hypot(u, v) / scale, from = atan2(u, v) + angle;
        y[i] = bilinear(x, down + radius * sin(from),
                        right + radius * cos(from), h, w);
    }
}
MISTAKE(turn_picture, turn_in_polar_form, "", "");

static void turn_by_its_own_means(const real *x, real *y, double angle,
                                  double scale, size_t h, size_t w)
{
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            double u = (double)i - 0.5 * (double)h + 0.5;
            double v = (double)j - 0.5 * (double)w + 0.5;
            double row = (v * sin(angle) + u * cos(angle)) / scale +
                         0.5 * (double)(h - 1);
            double column = (v * cos(angle) - u * sin(angle)) / scale +
                            0.5 * (double)(w - 1);
            y[i * w + j] = between_in_two_steps(x, row, column, h, w);
        }
    }
}
MISTAKE(turn_picture, turn_by_its_own_means, "", "");

static void turn_step_by_step(const real *x, real *y, double angle,
                              double scale, size_t h, size_t w)
{
    double c = cos(angle) / scale, s = sin(angle) / scale;
    double high = ((double)h - 1) / 2, wide = ((double)w - 1) / 2;
    for (size_t j = 0; j < w; j++) {
        double row = high + ((double)j - wide) * s - high * c;
        double column = wide + ((double)j - wide) * c + high * s;
        for (size_t i = 0; i < h; i++) {
            y[i * w + j] =
                bilinear(x, row + (double)i * c, column - (double)i * s, h, w);
        }
    }
}
MISTAKE(turn_picture, turn_step_by_step, "", "");

/* ---- Choosing ---- */

static size_t fold_by_copies(size_t n, size_t k, size_t f, const size_t *order,
                             size_t *train, size_t *validation)
{
    size_t first = n * f / k, count = n * (f + 1) / k - first;
    memcpy(train, order, first * sizeof *train);
    memcpy(validation, order + first, count * sizeof *validation);
    memcpy(train + first, order + first + count,
           (n - first - count) * sizeof *train);
    return count;
}
MISTAKE(fold, fold_by_copies, "", "");

static size_t fold_in_three_loops(size_t n, size_t k, size_t f,
                                  const size_t *order, size_t *train,
                                  size_t *validation)
{
    size_t i = 0, t = 0, v = 0;
    for (; i < f * n / k; i++) {
        train[t++] = order[i];
    }
    for (; i < (f + 1) * n / k; i++) {
        validation[v++] = order[i];
    }
    for (; i < n; i++) {
        train[t++] = order[i];
    }
    return v;
}
MISTAKE(fold, fold_in_three_loops, "", "");

/* Place i is in the fold f with f n / k <= i, the last of them. */
static size_t fold_by_number(size_t n, size_t k, size_t f, const size_t *order,
                             size_t *train, size_t *validation)
{
    size_t counts[2] = {0, 0};
    size_t *lists[2] = {train, validation};
    for (size_t i = 0; i < n; i++) {
        size_t number = (k * (i + 1) - 1) / n;
        bool held = number == f;
        lists[held][counts[held]++] = order[i];
    }
    return counts[1];
}
MISTAKE(fold, fold_by_number, "", "");

static void trial_by_logarithms(const Range *ranges, double *values,
                                size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        const Range *r = ranges + i;
        double low = r->logarithmic ? log(r->low) : r->low;
        double high = r->logarithmic ? log(r->high) : r->high;
        double value = (high - low) * rng_uniform(rng) + low;
        values[i] = r->logarithmic ? exp(value) : value;
    }
}
MISTAKE(draw_trial, trial_by_logarithms, "", "");

static void trial_draws_first(const Range *ranges, double *values, size_t count,
                              Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        values[i] = rng_uniform(rng);
    }
    for (size_t i = 0; i < count; i++) {
        double u = values[i];
        if (ranges[i].logarithmic) {
            values[i] = pow(ranges[i].low, 1 - u) * pow(ranges[i].high, u);
        } else {
            values[i] = (1 - u) * ranges[i].low + u * ranges[i].high;
        }
    }
}
MISTAKE(draw_trial, trial_draws_first, "", "");

static void trial_by_rng_between(const Range *ranges, double *values,
                                 size_t count, Rng *rng)
{
    for (const Range *end = ranges + count; ranges < end; ranges++) {
        if (!ranges->logarithmic) {
            *values++ = rng_between(rng, ranges->low, ranges->high);
        } else {
            double low = log10(ranges->low), high = log10(ranges->high);
            *values++ = pow(10, rng_between(rng, low, high));
        }
    }
}
MISTAKE(draw_trial, trial_by_rng_between, "", "");
