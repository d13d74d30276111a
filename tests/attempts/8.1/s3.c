/* The rest is taken of the padded size, not of the room that is left. */
size_t window_places(const Axis *axis)
{
    size_t J = padded_size(axis), s = axis->stride;
    size_t M = axis->dilation * (axis->window - 1) + 1;

    if (J < M || J % s != 0)
        return 0;
    return (J - M) / s + 1;
}
