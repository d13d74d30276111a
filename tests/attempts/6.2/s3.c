/* The root is missing: it returns the variance. */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    double m = 0;
    for (size_t i = 0; i < count; i++)
        m += (double)x[i];
    m /= (double)count;
    double v = 0;
    for (size_t i = 0; i < count; i++) {
        double d = (double)x[i] - m;
        v += d * d;
    }
    *mean = (real)m;
    *deviation = (real)(v / (double)count);
}
