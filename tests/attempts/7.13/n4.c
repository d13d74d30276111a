/* No check at all. */
real bilinear(const real *x, double row, double column, size_t h, size_t w)
{
    int r = (int)floor(row), c = (int)floor(column);
    double a = row - r, b = column - c;
    const real *p = x + r * (int)w + c;
    return (real)((1 - a) * ((1 - b) * (double)p[0] + b * (double)p[1]) + a * ((1 - b) * (double)p[w] + b * (double)p[w + 1]));
}
