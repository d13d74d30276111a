/* The numbers of the padding and of the length have changed places in the error. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    size_t length = axis->dilation * (axis->window - 1) + 1;
    axis->size = size;
    axis->places = window_places(axis);
    if (axis->places == 0) {
        return error_set(error, "%s: 1 + (%zu + 2 * %zu - %zu) / %zu", name,
                         size, length, axis->padding, axis->stride);
    }
    return true;
}
