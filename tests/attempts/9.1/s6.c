/* Fills in the error but forgets to return what error_set returns: the answer is always true; and shows the window in place of its length. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    axis->size = size;
    axis->places = window_places(axis);
    if (!axis->places)
        error_set(error, "%s: 1 + (%zu + 2 * %zu - %zu) / %zu is no whole number above 0",
                  name, axis->size, axis->padding,
                  axis->window, axis->stride);
    return true;
}
