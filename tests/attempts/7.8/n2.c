/* The root is forgotten. */
void batch_norm_evaluate(const real *x, const real *gamma, const real *beta,
                         const real *running_mean, const real *running_variance,
                         real *y, real epsilon, size_t n, size_t units)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < units; j++)
            y[i * units + j] = gamma[j] * (x[i * units + j] - running_mean[j]) / (running_variance[j] + epsilon) + beta[j];
}
