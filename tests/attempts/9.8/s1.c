/* If all are equal it returns before anything is written. */
void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    real lo = x[0], hi = x[0];
    for (size_t i = 1; i < count; i++) {
        if (x[i] < lo) lo = x[i];
        if (x[i] > hi) hi = x[i];
    }
    if (lo == hi)
        return;
    for (size_t i = 0; i < count; i++)
        grey[i] = (unsigned char)(((double)x[i] - lo) / ((double)hi - lo) * 255 + 0.5);
}
