/* n / (n − 1) in whole numbers. */
void batch_norm_running(const real *mean, const real *variance,
                        real *running_mean, real *running_variance,
                        real momentum, size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        running_mean[j] = (1 - momentum) * running_mean[j] + momentum * mean[j];
        running_variance[j] = (1 - momentum) * running_variance[j] + momentum * variance[j] * (real)(n / (n - 1));
    }
}
