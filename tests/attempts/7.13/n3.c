/* If any of the four is outside, 0. */
real bilinear(const real *x, double row, double column, size_t h, size_t w)
{
    int r = (int)floor(row), c = (int)floor(column);
    double a = row - r, b = column - c;
    if (r < 0 || c < 0 || r + 1 >= (int)h || c + 1 >= (int)w)
        return 0;
    const real *p = x + r * (int)w + c;
    return (real)((1 - a) * ((1 - b) * (double)p[0] + b * (double)p[1]) + a * ((1 - b) * (double)p[w] + b * (double)p[w + 1]));
}
