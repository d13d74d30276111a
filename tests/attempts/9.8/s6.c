/* Scales by 256 and cuts off, so that all levels are equally wide, and begins the search with 0. */
void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    double a = 0, b = 0;
    for (size_t i = 0; i < count; i++)
        if (x[i] < a)
            a = x[i];
        else if (x[i] > b)
            b = x[i];
    for (size_t i = 0; i < count; i++) {
        int g = a < b ? (int)((x[i] - a) / (b - a) * 256) : 0;
        grey[i] = g > 255 ? 255 : g;
    }
}
