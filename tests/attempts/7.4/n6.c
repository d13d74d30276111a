/* The mask is a whole number: 1 / (1 − p) is cut off. */
void dropout_forward(const real *x, const real *u, real *mask, real *y, real p,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int m = u[i] < p ? 0 : (int)(1 / (1 - p));
        mask[i] = (real)m;
        y[i] = x[i] * mask[i];
    }
}
