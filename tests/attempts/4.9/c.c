/* real error = abs(a[i] - b[i]) / below; */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real below = fmax(fmax(fabs(a[i]), fabs(b[i])), floor);
        real error = abs(a[i] - b[i]) / below;
        if (isnan(error)) return error;
        if (error > worst) worst = error;
    }
    return worst;
}
