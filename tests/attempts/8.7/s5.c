/* Rows are counted by the places of the columns (a square is taken for granted), and db is set, not added to. */
void conv_bias_gradient(const real *dy, real *db, const Conv *conv)
{
    size_t n = conv->columns.places;
    for (size_t o = 0; o < conv->out_channels; o++) {
        real s = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                s += dy[(o * n + i) * n + j];
        db[o] = s;
    }
}
