/* accumulates into *mean directly (not zeroed) */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    for (size_t i = 0; i < count; i++) *mean += x[i];
    *mean /= count;
    *deviation = 0;
    for (size_t i = 0; i < count; i++) *deviation += (x[i] - *mean) * (x[i] - *mean);
    *deviation = sqrt(*deviation / count);
}
