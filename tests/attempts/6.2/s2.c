/* The deviation is computed as the mean of the squares minus the square of
   the mean, which loses all digits for large numbers that are close together;
   the mean should be subtracted first. */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        double v = (double)x[i];
        sum += v;
        squares += v * v;
    }
    double n = (double)count;
    double middle = sum / n;
    *mean = (real)middle;
    *deviation = (real)sqrt(squares / n - middle * middle);
}
