/* The middle term has the wrong sign: + v * t[e] should be - v * t[e]. */
real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real v = z[e];
        sum += (v > 0 ? v : 0) + v * t[e] + log1p(exp(-fabs(v)));
    }
    return sum / (real)n;
}
