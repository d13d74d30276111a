/* The size of the picture is taken for the number of places. */
void conv_bias_gradient(const real *dy, real *db, const Conv *conv)
{
    size_t n = conv->rows.size * conv->columns.size;
    for (size_t o = 0; o < conv->out_channels; o++)
        for (size_t p = 0; p < n; p++)
            db[o] += dy[o * n + p];
}
