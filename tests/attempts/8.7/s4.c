/* dy is read as if the channel were its last dimension. */
void conv_bias_gradient(const real *dy, real *db, const Conv *conv)
{
    size_t places = conv->rows.places * conv->columns.places;
    for (size_t p = 0; p < places; p++)
        for (size_t o = 0; o < conv->out_channels; o++)
            db[o] += dy[p * conv->out_channels + o];
}
