/* Takes "above 0" for the quotient, so a window that fits at exactly one place is refused. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    axis->size = size;
    size_t n = window_places(axis);
    if (n > 1) {
        axis->places = n;
        return true;
    }
    const size_t len = axis->dilation * (axis->window - 1) + 1;
    return error_set(error, "%s: 1 + (%zu + 2 * %zu - %zu) / %zu is no whole number above 0",
                     name, axis->size, axis->padding, len, axis->stride);
}
