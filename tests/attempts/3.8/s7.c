/* The logarithm is taken of each power and added up, sum of log(exp(..)),
   instead of the logarithm of the sum. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real loss = 0;
    for (size_t e = 0; e < n; e++) {
        real largest = z[e * classes];
        for (size_t k = 1; k < classes; k++)
            largest = fmax(largest, z[e * classes + k]);
        real lse = largest;
        for (size_t k = 0; k < classes; k++)
            lse += log(exp(z[e * classes + k] - largest));
        loss += lse - z[e * classes + (size_t)labels[e]];
    }
    return loss / (real)n;
}
