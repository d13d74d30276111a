/* The mask is 0 or 1 and only y is scaled. */
void dropout_forward(const real *x, const real *u, real *mask, real *y, real p,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (u[i] < p) {
            mask[i] = 0;
            y[i] = 0;
        } else {
            mask[i] = 1;
            y[i] = x[i] / (1 - p);
        }
    }
}
