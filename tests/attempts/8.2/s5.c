/* A break is missing, so that replicate falls through to reflect. */
int padding_source(size_t i, Padding kind, const Axis *axis)
{
    int pos = (int)i - (int)axis->padding;
    int last = (int)axis->size - 1;
    int res = pos;
    if (pos < 0 || pos > last) {
        switch (kind) {
        case PAD_ZERO:
            res = -1;
            break;
        case PAD_REPLICATE:
            res = pos < 0 ? 0 : last;
        case PAD_REFLECT:
            res = pos < 0 ? -pos : 2 * last - pos;
            break;
        }
    }
    return res;
}
