/* for (size_t i = 0; i < count; i++) dy[i] = 2 * y[i] - t[i] / (real)count; */
void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) dy[i] = 2 * y[i] - t[i] / (real)count;
}
