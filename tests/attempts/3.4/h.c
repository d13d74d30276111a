/* real m = z[e * classes], sum = 0;; for (size_t j = 0; j < classes; j++) m =
   fmax(m, z[e * classes + j]);; for (size_t j = 0; j < classes; j++) sum +=
   exp(z[e * classes + j] - m);; p[e * classes + k] = exp(z[e * classes + k] -
   m) / sum; */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t k = 0; k < classes; k++) {
            real m = z[e * classes], sum = 0;
            for (size_t j = 0; j < classes; j++) m = fmax(m, z[e * classes + j]);
            for (size_t j = 0; j < classes; j++) sum += exp(z[e * classes + j] - m);
            p[e * classes + k] = exp(z[e * classes + k] - m) / sum;
        }
    }
}
