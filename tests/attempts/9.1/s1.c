/* The error shows dilation * window - 1 + 1 as the length of the window: the parentheses are forgotten. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    axis->size = size;
    axis->places = window_places(axis);
    if (axis->places == 0) {
        size_t M = axis->dilation * axis->window - 1 + 1;
        return error_set(error, "%s: 1 + (%zu + 2 * %zu - %zu) / %zu is no whole number above 0",
                         name, size, axis->padding, M, axis->stride);
    }
    return true;
}
