/* Both the channels and the filters are divided by the groups, and there is one run of biases for all groups. */
void conv_cost(const Conv *conv, size_t *parameters, double *flops)
{
    size_t per_group = (conv->in_channels / conv->groups) * (conv->out_channels / conv->groups) *
                       conv->rows.window * conv->columns.window;
    *parameters = per_group + conv->out_channels / conv->groups;
    *flops = 2.0 * (double)per_group * (double)(conv->rows.places * conv->columns.places);
}
