/* The gradient is added to what dy holds; it should be overwritten, = in
   place of +=. */
void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real difference = y[i] - t[i];
        dy[i] += 2 * difference / (real)count;
    }
}
