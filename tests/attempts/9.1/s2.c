/* Plans a copy and hands only the places back: the size of the caller's axis is never filled in. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    Axis a = *axis;
    a.size = size;
    if (!(axis->places = window_places(&a)))
        return error_set(error, "%s: 1 + (%zu + 2 * %zu - %zu) / %zu is no whole number above 0",
                         name, a.size, a.padding, a.dilation * (a.window - 1) + 1, a.stride);
    return true;
}
