/* Takes numbers that lie closer than 1e-6 together for equal, and memset clears only sizeof of a pointer. */
void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    real mn = x[0], mx = x[0];
    for (size_t i = 1; i < count; i++) {
        if (x[i] < mn) mn = x[i];
        if (x[i] > mx) mx = x[i];
    }
    if (mx - mn < 1e-6) {
        memset(grey, 0, sizeof(grey));
        return;
    }
    for (size_t i = 0; i < count; i++)
        grey[i] = (unsigned char)((double)(x[i] - mn) / (double)(mx - mn) * 255.0 + 0.5);
}
