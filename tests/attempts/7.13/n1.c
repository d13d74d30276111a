/* (int)row in place of floor. */
real bilinear(const real *x, double row, double column, size_t h, size_t w)
{
    int r = (int)row, c = (int)column;
    double a = row - r, b = column - c, sum = 0;
    if (r >= 0 && r < (int)h && c >= 0 && c < (int)w)
        sum += (1 - a) * (1 - b) * (double)x[r * (int)w + c];
    if (r >= 0 && r < (int)h && c + 1 >= 0 && c + 1 < (int)w)
        sum += (1 - a) * b * (double)x[r * (int)w + c + 1];
    if (r + 1 >= 0 && r + 1 < (int)h && c >= 0 && c < (int)w)
        sum += a * (1 - b) * (double)x[(r + 1) * (int)w + c];
    if (r + 1 >= 0 && r + 1 < (int)h && c + 1 >= 0 && c + 1 < (int)w)
        sum += a * b * (double)x[(r + 1) * (int)w + c + 1];
    return (real)sum;
}
