/* Only the ones are written; the other elements keep what they held and
   should be set to 0. */
void one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        y[e * classes + (size_t)labels[e]] = 1;
    }
}
