/* The differences are added first and the sum is squared at the end, so
   errors of different sign cancel; each difference should be squared before
   it is added. */
real mean_squared_error(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += y[i] - t[i];
    return sum * sum / (real)count;
}
