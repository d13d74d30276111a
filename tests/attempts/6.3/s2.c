/* Every deviation below 1e-6 counts as 0; only a deviation of exactly 0
   should not be divided by. */
void standardise(real *x, real mean, real deviation, size_t count)
{
    if (deviation < (real)1e-6)
        deviation = 1;
    for (size_t i = 0; i < count; i++)
        x[i] = (x[i] - mean) / deviation;
}
