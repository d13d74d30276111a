/* The exponent is -v instead of -fabs(v), wrong by |v| and infinite for
   negative scores. */
real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real loss = 0;
    for (size_t i = 0; i < n; i++) {
        loss += fmax(z[i], 0) - z[i] * t[i] + log1p(exp(-z[i]));
    }
    return loss / (real)n;
}
