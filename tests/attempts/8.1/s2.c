/* The window is compared with the picture without its padding. */
size_t window_places(const Axis *a)
{
    const size_t len = a->dilation * (a->window - 1) + 1;
    if (len > a->size)
        return 0; /* longer than the picture */
    const size_t room = a->size + 2 * a->padding - len;
    if (room % a->stride)
        return 0;
    return 1 + room / a->stride;
}
