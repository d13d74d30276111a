/* The targets are taken for 0 or 1 only (if t > 0.5 ... else), so a target
   between 0 and 1 gets the loss of the rounded one; the term should be - z *
   t. */
real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t i = 0; i < n; i++) {
        real s = t[i] > 0.5 ? -z[i] : z[i];
        sum += (s > 0 ? s : 0) + log1p(exp(-fabs(s)));
    }
    return sum / (real)n;
}
