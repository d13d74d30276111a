/* One operation at each pixel of the picture instead of two at each place, and one bias for each place. */
void conv_cost(const Conv *conv, size_t *parameters, double *flops)
{
    const Axis *r = &conv->rows, *c = &conv->columns;
    size_t weights = r->window * c->window * conv->in_channels / conv->groups * conv->out_channels;
    size_t biases = conv->out_channels * r->places * c->places;
    *parameters = weights + biases;
    *flops = (double)weights;
    *flops *= r->size;
    *flops *= c->size;
}
