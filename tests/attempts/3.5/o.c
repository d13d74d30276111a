/* The closing brace is missing.
   expect: compile */
real mean_squared_error(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) sum += (y[i] - t[i]) * (y[i] - t[i]);
    return sum / (real)count;
