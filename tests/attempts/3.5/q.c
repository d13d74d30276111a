/* for (size_t i = 0; i < count; i++) sum += y[i] * y[i] - t[i] * t[i]; */
real mean_squared_error(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) sum += y[i] * y[i] - t[i] * t[i];
    return sum / (real)count;
}
