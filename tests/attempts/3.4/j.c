/* for (size_t k = 0; k < classes; k++) {; real m = z[k], sum = 0;; for
   (size_t e = 0; e < n; e++) m = fmax(m, z[e * classes + k]);; for (size_t e
   = 0; e < n; e++) sum += exp(z[e * classes + k] - m);; for (size_t e = 0; e
   < n; e++) p[e * classes + k] = exp(z[e * classes + k] - m) / sum; */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t k = 0; k < classes; k++) {
        real m = z[k], sum = 0;
        for (size_t e = 0; e < n; e++) m = fmax(m, z[e * classes + k]);
        for (size_t e = 0; e < n; e++) sum += exp(z[e * classes + k] - m);
        for (size_t e = 0; e < n; e++) p[e * classes + k] = exp(z[e * classes + k] - m) / sum;
    }
}
