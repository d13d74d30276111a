/* Two slips: only |a| stands below (|b| is missing in the maximum), and the
   difference is without fabs, so a too small a gives a negative error that
   never counts. */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real error = (a[i] - b[i]) / fmax(fabs(a[i]), floor);
        if (isnan(error)) {
            return error;
        }
        worst = error > worst ? error : worst;
    }
    return worst;
}
