/* The 1 is put behind each example; it should be y[i][0], with the features
   behind it. */
void augment(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < in; j++) {
            y[i * (in + 1) + j] = x[i * in + j];
        }
        y[i * (in + 1) + in] = 1;
    }
}
