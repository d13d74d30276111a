/* The distance is taken from sum, before the division by count; it should be
   from the mean. */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    double sum = 0, var = 0;
    size_t i;
    for (i = 0; i < count; i++) sum += x[i];
    for (i = 0; i < count; i++) var += (x[i] - sum) * (x[i] - sum);
    *mean = (real)(sum / (double)count);
    *deviation = (real)sqrt(var / (double)count);
}
