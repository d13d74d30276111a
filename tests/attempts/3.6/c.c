/* for (size_t e = 0; e < n; e++) {; real p = sigmoid(z[e]);; sum -= t[e] *
   log(p + 1e-7) + (1 - t[e]) * log(1 - p + 1e-7);; } */
real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real p = sigmoid(z[e]);
        sum -= t[e] * log(p + 1e-7) + (1 - t[e]) * log(1 - p + 1e-7);
    }
    return sum / (real)n;
}
