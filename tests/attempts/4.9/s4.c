/* It returns the mean of the relative errors (and 0 / 0 for count = 0); it
   should return the largest. */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        real m = fmax(floor, fmax(fabs(a[i]), fabs(b[i])));
        sum += fabs(a[i] - b[i]) / m;
    }
    return sum / (real)count;
}
