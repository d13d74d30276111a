/* Walks through the picture and counts, but loses the place that ends just at the border (< for <=) and does not ask whether the last step ends there. */
size_t window_places(const Axis *axis)
{
    size_t end = padded_size(axis);
    size_t n = 0, pos = 0;
    while (pos + axis->dilation * (axis->window - 1) + 1 < end) {
        n++;
        pos += axis->stride;
    }
    return n;
}
