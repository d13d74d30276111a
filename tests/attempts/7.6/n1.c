/* Each example is normalised over its units. */
void batch_norm_forward(const real *x, const real *gamma, const real *beta,
                        real *mean, real *variance, real *y, real epsilon,
                        size_t n, size_t units)
{
    for (size_t i = 0; i < n; i++) {
        double m = 0, v = 0;
        for (size_t j = 0; j < units; j++)
            m += (double)x[i * units + j];
        m /= (double)units;
        for (size_t j = 0; j < units; j++)
            v += ((double)x[i * units + j] - m) * ((double)x[i * units + j] - m);
        v /= (double)units;
        for (size_t j = 0; j < units; j++) {
            mean[j] = (real)m;
            variance[j] = (real)v;
            y[i * units + j] = gamma[j] * (real)(((double)x[i * units + j] - m) / sqrt(v + (double)epsilon)) + beta[j];
        }
    }
}
