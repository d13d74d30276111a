/* Computes the places itself with size_t, so that a window longer than the padded picture wraps round to a huge number instead of failing. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    size_t m = axis->dilation * (axis->window - 1) + 1;
    size_t rest = size + 2 * axis->padding - m;

    axis->size = size;
    axis->places = 0;
    if (rest % axis->stride == 0 && rest >= 0)
        axis->places = 1 + rest / axis->stride;

    if (axis->places < 1)
        return error_set(error,
                         "%s: 1 + (%zu + 2 * %zu - %zu) / %zu is no whole number above 0",
                         name, size, axis->padding, m, axis->stride);
    return true;
}
