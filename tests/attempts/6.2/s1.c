/* The squares are divided by count - 1; here the deviation is divided by
   count. */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)x[i];
    double middle = sum / (double)count;
    double squares = 0;
    for (size_t i = 0; i < count; i++)
        squares += ((double)x[i] - middle) * ((double)x[i] - middle);
    *mean = (real)middle;
    *deviation = (real)sqrt(squares / (double)(count - 1));
}
