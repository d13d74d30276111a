/* sum is set to 0 only before the first row; it should begin anew for each
   row. */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    real sum = 0;
    for (size_t e = 0; e < n; e++) {
        real m = z[0];
        for (size_t k = 1; k < classes; k++) {
            if (z[k] > m) {
                m = z[k];
            }
        }
        for (size_t k = 0; k < classes; k++) {
            p[k] = exp(z[k] - m);
            sum += p[k];
        }
        for (size_t k = 0; k < classes; k++) {
            p[k] = p[k] / sum;
        }
        z += classes;
        p += classes;
    }
}
