/* The loss is computed from p = sigmoid(z) by logarithms, which gives
   infinity or 0 * infinity = NaN for scores of 1000; it should be max(z, 0) -
   z t + log1p(exp(-|z|)). */
real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p = sigmoid(z[e]);
        sum -= t[e] * log(p) + (1 - t[e]) * log(1 - p);
    }
    return sum / (real)n;
}
