/* A NaN in a or b is not noticed: both fmax and > leave it out. */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        real below = fmax(fmax(fabs(a[i]), fabs(b[i])), floor);
        real error = fabs(a[i] - b[i]) / below;
        if (error > worst) worst = error;
    }
    return worst;
}
