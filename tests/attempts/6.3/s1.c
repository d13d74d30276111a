/* A deviation of 0 is not treated: 0 / 0 gives NaN; then only the mean should
   be subtracted. */
void standardise(real *x, real mean, real deviation, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = (x[i] - mean) / deviation;
    }
}
