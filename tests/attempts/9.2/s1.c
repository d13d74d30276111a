/* With && between the two plans the second is skipped as soon as the first fits: the columns are never planned. */
bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    size_t g = conv->groups, f = conv->out_channels;
    if (in.c % g != 0 || f % g != 0)
        return error_set(error, "%zu groups do not divide %zu channels and %zu filters", g, in.c, f);
    conv->in_channels = in.c;
    if (!axis_plan(&conv->rows, in.h, "rows", error) &&
        !axis_plan(&conv->columns, in.w, "columns", error))
        return false;
    out->c = f;
    out->h = conv->rows.places;
    out->w = conv->columns.places;
    return true;
}
