/* Takes the mean over the places, not the sum, and sets db instead of adding to it. */
static real total(const real *v, size_t n)
{
    real t = 0;
    for (const real *end = v + n; v < end; v++)
        t += *v;
    return t;
}

void conv_bias_gradient(const real *dy, real *db, const Conv *conv)
{
    size_t n = conv->rows.places * conv->columns.places;
    for (size_t o = 0; o < conv->out_channels; o++)
        db[o] = total(dy + o * n, n) / (real)n;
}
