/* The biases are counted as weights: the operations are taken from the parameters. */
void conv_cost(const Conv *conv, size_t *parameters, double *flops)
{
    *parameters = conv->out_channels *
                  (conv->in_channels / conv->groups * conv->rows.window * conv->columns.window + 1);
    *flops = (double)*parameters * 2 * conv->rows.places * conv->columns.places;
}
