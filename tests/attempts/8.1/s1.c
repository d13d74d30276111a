/* The gaps are counted once instead of once between each two pixels: length = window + dilation - 1. */
size_t window_places(const Axis *axis)
{
    size_t whole = padded_size(axis);
    size_t length = axis->window + (axis->dilation - 1);
    if (length > whole)
        return 0;
    size_t room = whole - length;
    return room % axis->stride == 0 ? room / axis->stride + 1 : 0;
}
