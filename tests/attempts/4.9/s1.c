/* A NaN compares as false and is passed over; if the error is NaN the
   function should return NaN at once. */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real scale = fmax(fmax(fabs(a[i]), fabs(b[i])), floor);
        real error = fabs(a[i] - b[i]) / scale;
        if (error > worst) {
            worst = error;
        }
    }
    return worst;
}
