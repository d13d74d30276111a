/* The largest score is not added again after the logarithm: log(sum) - z
   should be largest + log(sum) - z. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real loss = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real largest = row[0];
        for (size_t k = 1; k < classes; k++)
            largest = fmax(largest, row[k]);
        real sum = 0;
        for (size_t k = 0; k < classes; k++)
            sum += exp(row[k] - largest);
        loss += log(sum) - row[labels[e]];
    }
    return loss / (real)n;
}
