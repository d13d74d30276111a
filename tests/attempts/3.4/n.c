/* real largest, sum = 0;; for (size_t k = 0; k < classes; k++) */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *r = z + e * classes;
        real *q = p + e * classes;
        real largest, sum = 0;
        for (size_t k = 0; k < classes; k++)
            if (r[k] > largest) largest = r[k];
        for (size_t k = 0; k < classes; k++) {
            q[k] = exp(r[k] - largest);
            sum += q[k];
        }
        for (size_t k = 0; k < classes; k++) q[k] /= sum;
    }
}
