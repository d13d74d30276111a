/* The way behind the last pixel is taken modulo last, and that is 0 instead of last at the far end when padding = size - 1. */
int padding_source(size_t i, Padding kind, const Axis *axis)
{
    int last = (int)axis->size - 1;
    int at = (int)i - (int)axis->padding;

    if (at >= 0 && at <= last)
        return at;
    if (kind == PAD_ZERO)
        return -1;
    if (kind == PAD_REPLICATE)
        return at < 0 ? 0 : last;
    if (at < 0)
        return abs(at);
    return last - at % last;
}
