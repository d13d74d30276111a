/* The sum is not set back to 0 between two filters. */
void conv_bias_gradient(const real *dy, real *db, const Conv *conv)
{
    real sum = 0;
    for (size_t o = 0; o < conv->out_channels; o++) {
        for (size_t i = 0; i < conv->rows.places * conv->columns.places; i++)
            sum += *dy++;
        db[o] += sum;
    }
}
