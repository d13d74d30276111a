/* Repeats p = last - p until p is inside, which never ends: -1 becomes last + 1 and that -1 again. */
int padding_source(size_t i, Padding kind, const Axis *axis)
{
    int p = (int)i - (int)axis->padding, last = (int)axis->size - 1;
    if (kind == PAD_REFLECT) {
        while (p < 0 || p > last)
            p = last - p;
        return p;
    }
    if (p < 0)
        return kind == PAD_REPLICATE ? 0 : -1;
    if (p > last)
        return kind == PAD_REPLICATE ? last : -1;
    return p;
}
