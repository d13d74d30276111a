/* The dilations are multiplied from layer to layer as the strides are. */
size_t receptive_field(const Axis *layers, size_t count)
{
    size_t field = 1, jump = 1;
    while (count-- > 0) {
        jump *= layers->dilation;
        field += (layers->window - 1) * jump;
        jump *= layers->stride;
        layers++;
    }
    return field;
}
