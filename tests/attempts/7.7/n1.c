/* momentum is the share of the old number. */
void batch_norm_running(const real *mean, const real *variance,
                        real *running_mean, real *running_variance,
                        real momentum, size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        real v = variance[j] * (real)n / (real)(n - 1);
        running_mean[j] = momentum * running_mean[j] + (1 - momentum) * mean[j];
        running_variance[j] = momentum * running_variance[j] + (1 - momentum) * v;
    }
}
