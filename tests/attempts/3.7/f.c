/* if (k == labels[e]) {; y[e * classes + k] = labels[e];; break;; } else y[e
   * classes + k] = 0; */
void one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++)
        for (size_t k = 0; k < classes; k++)
            if (k == labels[e]) {
                y[e * classes + k] = labels[e];
                break;
            } else y[e * classes + k] = 0;
}
