/* Dropped numbers are skipped: neither mask nor y is written. */
void dropout_forward(const real *x, const real *u, real *mask, real *y, real p,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (u[i] < p) {
            continue;
        }
        mask[i] = 1 / (1 - p);
        y[i] = x[i] * mask[i];
    }
}
