/* sqrt(variance) + epsilon. */
void batch_norm_forward(const real *x, const real *gamma, const real *beta,
                        real *mean, real *variance, real *y, real epsilon,
                        size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        double m = 0, v = 0;
        for (size_t i = 0; i < n; i++)
            m += (double)x[i * units + j];
        m /= (double)n;
        for (size_t i = 0; i < n; i++)
            v += pow((double)x[i * units + j] - m, 2);
        v /= (double)n;
        mean[j] = (real)m;
        variance[j] = (real)v;
        for (size_t i = 0; i < n; i++)
            y[i * units + j] = gamma[j] * (x[i * units + j] - mean[j]) / (sqrt(variance[j]) + epsilon) + beta[j];
    }
}
