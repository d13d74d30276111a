/* "-1 for a 0" misread: says 0 outside for PAD_ZERO; and the pixel just behind the last one counts as inside. */
int padding_source(size_t i, Padding kind, const Axis *axis)
{
    int q = (int)i - (int)axis->padding;
    int size = (int)axis->size;
    if (q >= 0 && q <= size)
        return q;
    if (kind == PAD_ZERO)
        return 0;
    if (kind == PAD_REPLICATE)
        return q < 0 ? 0 : size - 1;
    return q < 0 ? -q : 2 * (size - 1) - q;
}
