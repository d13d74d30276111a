/* The probabilities are divided by n before the 1 is subtracted, so the 1 is
   not divided; subtract first. */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) {
        real *row = dz + e * classes;
        for (size_t k = 0; k < classes; k++)
            row[k] = row[k] / (real)n;
        row[labels[e]] -= 1;
    }
}
