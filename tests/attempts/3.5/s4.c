/* The root is taken at the end; the mean squared error is the mean itself,
   without sqrt. */
real mean_squared_error(const real *y, const real *t, size_t count)
{
    real total = 0;
    for (size_t i = count; i > 0; i--) {
        total += pow(y[i - 1] - t[i - 1], 2);
    }
    return sqrt(total / (real)count);
}
