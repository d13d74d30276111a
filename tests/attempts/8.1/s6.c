/* Only the undilated window is compared, so that a dilated one that is too long gives a negative room, which size_t makes huge. */
static size_t window_length(const Axis *axis)
{
    return (axis->window - 1) * axis->dilation + 1;
}

size_t window_places(const Axis *axis)
{
    size_t padded = padded_size(axis);
    if (axis->window > padded)
        return 0;
    size_t room = padded - window_length(axis);
    if (room % axis->stride > 0)
        return 0;
    return 1 + room / axis->stride;
}
