/* Polynomials fitted to noisy points of a curve, by least squares with a ridge
   penalty. Powers of x are all alike near 1; Legendre's polynomials, which span
   the same curves, are not. */
#ifndef POLYNOMIAL_H
#define POLYNOMIAL_H

#include "figure.h"
#include "rng.h"

#include <math.h>
#include <string.h>

enum { DEGREES = 16, POINTS_AT_MOST = 400 };

typedef struct Points {
    size_t n;
    double x[POINTS_AT_MOST], y[POINTS_AT_MOST];
} Points;

/* The curve behind the points, −1 ≤ x ≤ 1. */
static inline double curve(double x)
{
    return sin(3 * x) + 0.5 * x;
}

static const double noise = 0.25;

static inline void draw_points(Points *p, size_t n, Rng *rng)
{
    p->n = n;
    for (size_t i = 0; i < n; i++) {
        p->x[i] = rng_between(rng, -1, 1);
        p->y[i] = curve(p->x[i]) + noise * rng_normal(rng);
    }
}

/* Legendre's polynomials at x, up to a degree.   basis: [degree + 1]. */
static inline void legendre(double x, size_t degree, double *basis)
{
    basis[0] = 1;
    if (degree > 0) {
        basis[1] = x;
    }
    for (size_t k = 2; k <= degree; k++) {
        double m = (double)k;
        basis[k] =
            ((2 * m - 1) * x * basis[k - 1] - (m - 1) * basis[k - 2]) / m;
    }
}

/* Solves a w = b by Gaussian elimination with pivots.
   a: [n][DEGREES], destroyed; b: [n], becomes w. */
static inline void solve(double a[DEGREES][DEGREES], double *b, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        size_t pivot = k;
        for (size_t i = k + 1; i < n; i++) {
            pivot = fabs(a[i][k]) > fabs(a[pivot][k]) ? i : pivot;
        }
        for (size_t j = 0; j < n; j++) {
            double other = a[k][j];
            a[k][j] = a[pivot][j];
            a[pivot][j] = other;
        }
        double other = b[k];
        b[k] = b[pivot];
        b[pivot] = other;
        for (size_t i = k + 1; i < n; i++) {
            double factor = a[i][k] / a[k][k];
            for (size_t j = k; j < n; j++) {
                a[i][j] -= factor * a[k][j];
            }
            b[i] -= factor * b[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++) {
            b[k] -= a[k][j] * b[j];
        }
        b[k] /= a[k][k];
    }
}

/* The weights with the least mean square of the misses + l2 Σ w², in which w[0],
   the bias, does not count. The tiny number makes the solution unique where the
   points leave it open.   w: [degree + 1]. */
static inline void fit(const Points *p, size_t degree, double l2, double *w)
{
    double a[DEGREES][DEGREES] = {{0}};
    memset(w, 0, (degree + 1) * sizeof *w);
    for (size_t e = 0; e < p->n; e++) {
        double basis[DEGREES];
        legendre(p->x[e], degree, basis);
        for (size_t i = 0; i <= degree; i++) {
            w[i] += basis[i] * p->y[e] / (double)p->n;
            for (size_t j = 0; j <= degree; j++) {
                a[i][j] += basis[i] * basis[j] / (double)p->n;
            }
        }
    }
    for (size_t i = 0; i <= degree; i++) {
        a[i][i] += (i > 0 ? l2 : 0) + 1e-9;
    }
    solve(a, w, degree + 1);
}

static inline double value_at(double x, size_t degree, const double *w)
{
    double basis[DEGREES], sum = 0;
    legendre(x, degree, basis);
    for (size_t i = 0; i <= degree; i++) {
        sum += w[i] * basis[i];
    }
    return sum;
}

/* The root of the mean square of the misses. */
static inline double error_on(const Points *p, size_t degree, const double *w)
{
    double sum = 0;
    for (size_t e = 0; e < p->n; e++) {
        sum += pow(value_at(p->x[e], degree, w) - p->y[e], 2);
    }
    return sqrt(sum / (double)p->n);
}

static inline int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_size);
    return values[n / 2];
}

#endif
