/* The mean and variance are computed from the batch. */
void batch_norm_evaluate(const real *x, const real *gamma, const real *beta,
                         const real *running_mean, const real *running_variance,
                         real *y, real epsilon, size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        real m = 0, v = 0;
        for (size_t i = 0; i < n; i++)
            m += x[i * units + j] / (real)n;
        for (size_t i = 0; i < n; i++)
            v += (x[i * units + j] - m) * (x[i * units + j] - m) / (real)n;
        for (size_t i = 0; i < n; i++)
            y[i * units + j] = gamma[j] * (x[i * units + j] - m) / sqrt(v + epsilon) + beta[j];
    }
}
