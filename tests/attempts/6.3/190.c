/* = instead of == in if */
void standardise(real *x, real mean, real deviation, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] -= mean;
        if (deviation = 0) continue;
        x[i] /= deviation;
    }
}
