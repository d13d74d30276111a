/* Right of the picture the mirror stands behind the last pixel, which is doubled, and the nearest pixel there is said to be n, not n - 1; the left side is right. */
int padding_source(size_t i, Padding kind, const Axis *axis)
{
    int n = (int)axis->size;
    int p = (int)i - (int)axis->padding;
    if (p >= 0 && p < n)
        return p;
    switch (kind) {
    case PAD_REPLICATE:
        return p < 0 ? 0 : n;
    case PAD_REFLECT:
        if (p < 0)
            return -p;
        return n - 1 - (p - n);
    default:
        return -1;
    }
}
