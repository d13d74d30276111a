/* The label is read as labels[k] in place of labels[e]. */
void one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t k = 0; k < classes; k++) {
            *y++ = labels[k % n] == (int)k;
        }
    }
}
