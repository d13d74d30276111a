/* The factor 2 is missing; it should be 2 * (y[i] - t[i]) / count. */
void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dy[i] = (y[i] - t[i]) / (real)count;
    }
}
