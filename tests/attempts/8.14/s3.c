/* The field is limited to the size of the first layer's picture. */
size_t receptive_field(const Axis *layers, size_t count)
{
    size_t field = 1, step = 1;
    for (const Axis *a = layers; a != layers + count; a++) {
        field += a->dilation * (a->window - 1) * step;
        step *= a->stride;
        if (field > layers->size)
            field = layers->size; /* it cannot see more than there is */
    }
    return field;
}
