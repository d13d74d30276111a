/* The product is computed in unsigned int and converted to double afterwards: it overflows for a large network. */
void conv_cost(const Conv *conv, size_t *parameters, double *flops)
{
    unsigned filter = conv->in_channels / conv->groups * conv->rows.window * conv->columns.window;
    unsigned places = conv->rows.places * conv->columns.places;
    unsigned ops = 2 * filter * conv->out_channels * places;

    *parameters = (filter + 1) * conv->out_channels;
    *flops = (double)ops;
}
