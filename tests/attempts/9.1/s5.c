/* The error has the old size of the axis, because the message is built before size is filled in, and the padding is doubled twice. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    size_t J = axis->size, P2 = 2 * axis->padding, s = axis->stride;
    size_t M = axis->dilation * (axis->window - 1) + 1;
    axis->size = size;
    axis->places = window_places(axis);
    return axis->places > 0 ||
           error_set(error, "%s: 1 + (%zu + 2 * %zu - %zu) / %zu is no whole number above 0",
                     name, J, P2, M, s);
}
