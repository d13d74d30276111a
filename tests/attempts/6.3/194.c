/* deviation > 0.001 treshold */
void standardise(real *x, real mean, real deviation, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] -= mean;
        if (deviation > 1e-6) x[i] /= deviation;
    }
}
