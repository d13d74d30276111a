/* The length of a dilated window is taken for the number of its pixels. */
static size_t len(const Axis *a) { return a->dilation * (a->window - 1) + 1; }

void conv_cost(const Conv *conv, size_t *parameters, double *flops)
{
    size_t w = conv->out_channels * (conv->in_channels / conv->groups) * len(&conv->rows) *
               len(&conv->columns);
    *parameters = w + conv->out_channels;
    *flops = 2.0 * w * conv->rows.places * conv->columns.places;
}
