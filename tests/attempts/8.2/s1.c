/* int is compared with size_t: what is left of the picture counts as right of it. */
int padding_source(size_t i, Padding kind, const Axis *axis)
{
    int p = (int)i - (int)axis->padding;
    int last = (int)axis->size - 1;
    if (p >= axis->size) { /* right */
        if (kind == PAD_REPLICATE)
            return last;
        return kind == PAD_REFLECT ? 2 * last - p : -1;
    }
    if (p < 0) { /* left */
        if (kind == PAD_REPLICATE)
            return 0;
        return kind == PAD_REFLECT ? -p : -1;
    }
    return p;
}
