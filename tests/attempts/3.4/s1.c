/* The search for the largest score starts at 0, so with scores far below 0
   all powers become 0 and 0 / 0 follows; it should start at the row's first
   score. */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = z + e * classes;
        real *out = p + e * classes;
        real largest = 0, sum = 0;
        for (size_t k = 0; k < classes; k++)
            if (row[k] > largest) largest = row[k];
        for (size_t k = 0; k < classes; k++) {
            out[k] = exp(row[k] - largest);
            sum += out[k];
        }
        for (size_t k = 0; k < classes; k++)
            out[k] /= sum;
    }
}
