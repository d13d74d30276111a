/* The number of a pixel is divided by h instead of w, and the middles of the pixels are meant: + 0.5. */
void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column)
{
    double sum = 0, a = 0, b = 0;
    size_t n = h * w, k = 0;
    while (k < n) {
        sum += x[k];
        a += (k / h + 0.5) * x[k];
        b += (k % h + 0.5) * x[k];
        k++;
    }
    *row = a / sum;
    *column = b / sum;
}
