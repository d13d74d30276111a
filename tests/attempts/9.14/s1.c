/* Averages the centres of the rows for the column, so that a row with little ink weighs as much as one with much. */
void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column)
{
    double total = 0, r = 0, c = 0;
    size_t inked = 0;
    for (size_t i = 0; i < h; i++) {
        double s = 0, m = 0;
        for (size_t j = 0; j < w; j++) {
            s += x[i * w + j];
            m += (double)j * x[i * w + j];
        }
        total += s;
        r += i * s;
        if (s > 0) {
            c += m / s;
            inked++;
        }
    }
    *row = r / total;
    *column = c / inked;
}
