/* floor is added to the denominator; it should be the largest of |a|, |b| and
   floor. */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real error = fabs(a[i] - b[i]) / (fmax(fabs(a[i]), fabs(b[i])) + floor);
        if (isnan(error)) return error;
        worst = fmax(worst, error);
    }
    return worst;
}
