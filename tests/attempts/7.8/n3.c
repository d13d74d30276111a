/* The index of the example is used for the statistics. */
void batch_norm_evaluate(const real *x, const real *gamma, const real *beta,
                         const real *running_mean, const real *running_variance,
                         real *y, real epsilon, size_t n, size_t units)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < units; j++)
            y[i * units + j] = gamma[i] * (x[i * units + j] - running_mean[i]) / sqrt(running_variance[i] + epsilon) + beta[i];
}
