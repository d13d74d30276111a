/* first example only */
void augment(const real *x, real *y, size_t n, size_t in)
{
    y[0] = 1;
    for (size_t j = 0; j < in; j++)
        y[j + 1] = x[j];
}
