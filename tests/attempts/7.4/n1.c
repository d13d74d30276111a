/* p is taken for the probability of keeping. */
void dropout_forward(const real *x, const real *u, real *mask, real *y, real p,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mask[i] = u[i] < p ? 1 / p : 0;
        y[i] = x[i] * mask[i];
    }
}
