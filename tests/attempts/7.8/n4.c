/* Rows are taken to be n long. */
void batch_norm_evaluate(const real *x, const real *gamma, const real *beta,
                         const real *running_mean, const real *running_variance,
                         real *y, real epsilon, size_t n, size_t units)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < units; j++)
            y[i * n + j] = gamma[j] * (x[i * n + j] - running_mean[j]) / sqrt(running_variance[j] + epsilon) + beta[j];
}
