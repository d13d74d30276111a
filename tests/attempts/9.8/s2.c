/* rint rounds halves to the even neighbour, not up. */
void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    double min = x[0], max = x[0];
    for (size_t i = 0; i < count; i++) {
        min = x[i] < min ? x[i] : min;
        max = x[i] > max ? x[i] : max;
    }
    double range = max - min;
    for (size_t i = 0; i < count; i++)
        grey[i] = range > 0 ? (unsigned char)rint((x[i] - min) / range * 255) : 0;
}
