/* The denominator takes a[i] and b[i] with their signs, so that negative
   gradients are measured by floor; it should be fabs of both. */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real largest = 0;
    for (size_t i = 0; i < count; i++) {
        real below = floor;
        if (a[i] > below) below = a[i];
        if (b[i] > below) below = b[i];
        real error = fabs(a[i] - b[i]) / below;
        if (isnan(error))
            return error;
        if (error > largest)
            largest = error;
    }
    return largest;
}
