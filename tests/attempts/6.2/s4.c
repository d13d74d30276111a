/* The sums are kept in float, which has too few digits for many numbers; they
   should be double. */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    float sum = 0;
    for (const real *p = x; p < x + count; p++)
        sum += (float)*p;
    *mean = (real)(sum / (float)count);
    float squares = 0;
    for (const real *p = x; p < x + count; p++)
        squares += (float)((*p - *mean) * (*p - *mean));
    *deviation = (real)sqrt(squares / (float)count);
}
