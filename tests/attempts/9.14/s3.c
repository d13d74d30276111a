/* Counts down with an unsigned index that is always >= 0: it runs out of the array. */
void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column)
{
    double all = 0;
    *row = *column = 0;
    for (size_t i = h - 1; i >= 0; i--)
        for (size_t j = w; j-- > 0;) {
            all += x[i * w + j];
            *row += i * (double)x[i * w + j];
            *column += j * (double)x[i * w + j];
        }
    *row /= all;
    *column /= all;
}
