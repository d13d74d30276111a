/* real p[10];; for (size_t e = 0; e < n; e++) {; softmax(z + e * classes, p,
   1, classes);; for (size_t k = 0; k < classes; k++); dz[e * classes + k] =
   (p[k] - (k == (size_t)labels[e])) / n;; } */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    real p[10];
    for (size_t e = 0; e < n; e++) {
        softmax(z + e * classes, p, 1, classes);
        for (size_t k = 0; k < classes; k++)
            dz[e * classes + k] = (p[k] - (k == (size_t)labels[e])) / n;
    }
}
