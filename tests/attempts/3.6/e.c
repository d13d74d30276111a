/* return sum; */
real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++)
        sum += (z[e] > 0 ? z[e] : 0) - z[e] * t[e] + log1p(exp(-fabs(z[e])));
    return sum;
}
