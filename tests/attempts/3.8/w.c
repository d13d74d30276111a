/* real loss = 0, sum = 0;; real m = r[0];; return loss; */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real loss = 0, sum = 0;
    for (size_t e = 0; e < n; e++) {
        const real *r = z + e * classes;
        real m = r[0];
        for (size_t k = 1; k < classes; k++) m = fmax(m, r[k]);
        for (size_t k = 0; k < classes; k++) sum += exp(r[k] - m);
        loss += m + log(sum) - r[labels[e]];
    }
    return loss;
}
