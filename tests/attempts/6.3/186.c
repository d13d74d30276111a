/* precedence x - mean/dev */
void standardise(real *x, real mean, real deviation, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = x[i] - mean / deviation;
    }
}
