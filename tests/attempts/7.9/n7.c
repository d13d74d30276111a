/* a and b are not set back for the next unit. */
void batch_norm_backward(const real *x, const real *gamma, const real *mean,
                         const real *variance, const real *dy, real *dx,
                         real *dgamma, real *dbeta, real epsilon, size_t n,
                         size_t units)
{
    real a = 0, b = 0;
    for (size_t j = 0; j < units; j++) {
        real s = sqrt(variance[j] + epsilon);
        for (size_t i = 0; i < n; i++) {
            real h = (x[i * units + j] - mean[j]) / s;
            a += dy[i * units + j];
            b += dy[i * units + j] * h;
        }
        dgamma[j] += b;
        dbeta[j] += a;
        for (size_t i = 0; i < n; i++) {
            real h = (x[i * units + j] - mean[j]) / s;
            dx[i * units + j] = gamma[j] / s * (dy[i * units + j] - a / (real)n - h * b / (real)n);
        }
    }
}
