/* With a deviation of 0 it returns before anything is done; the mean should
   still be subtracted. */
void standardise(real *x, real mean, real deviation, size_t count)
{
    if (deviation == 0) {
        return;
    }
    real *end = x + count;
    for (; x < end; x++) {
        *x = (*x - mean) / deviation;
    }
}
