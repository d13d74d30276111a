/* The height of the unpadded picture is taken for a channel. */
void im2col(const float *x, float *columns, const Conv *conv)
{
    const Axis *r = &conv->rows, *s = &conv->columns;
    size_t w = padded_size(s), h = r->size;
    size_t n = 0;
    for (size_t c = 0; c < conv->in_channels; c++)
        for (size_t k = 0; k < r->window; k++)
            for (size_t l = 0; l < s->window; l++)
                for (size_t i = 0; i < r->places; i++)
                    for (size_t j = 0; j < s->places; j++)
                        columns[n++] = x[(c * h + i * r->stride + k * r->dilation) * w +
                                         j * s->stride + l * s->dilation];
}
