/* sum += -t[e] * log(z[e]) - (1 - t[e]) * log(1 - z[e]); */
real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++)
        sum += -t[e] * log(z[e]) - (1 - t[e]) * log(1 - z[e]);
    return sum / (real)n;
}
