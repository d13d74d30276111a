/* The else keeps a new smallest number from being the largest too: wrong if the largest is the first, or all fall. */
void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    double small = 1e300, large = -1e300;
    for (const real *p = x; p != x + count; p++) {
        if (*p < small)
            small = *p;
        else if (*p > large)
            large = *p;
    }
    for (size_t i = 0; i < count; i++) {
        double level = 0;
        if (large > small)
            level = (x[i] - small) / (large - small) * 255;
        grey[i] = (unsigned char)(level + 0.5);
    }
}
