/* dev 0 -> return untouched */
void standardise(real *x, real mean, real deviation, size_t count)
{
    if (deviation == 0) return;
    for (size_t i = 0; i < count; i++) {
        x[i] = (x[i] - mean) / deviation;
    }
}
