/* Each pixel with ink counts the same, however strong it is. */
void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column)
{
    double r = 0, c = 0;
    size_t n = 0;
    for (size_t p = 0; p < h * w; p++)
        if (x[p] > 0) {
            r += p / w;
            c += p % w;
            n++;
        }
    *row = r / n;
    *column = c / n;
}
