/* Height and width of the input are exchanged, and in the output too, so that it shows only if the axes differ. */
bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    if (in.c % conv->groups != 0 || conv->out_channels % conv->groups != 0)
        return error_set(error, "in %zu, out %zu, groups %zu: does not divide",
                         in.c, conv->out_channels, conv->groups);
    conv->in_channels = in.c;
    if (!axis_plan(&conv->columns, in.h, "columns", error) ||
        !axis_plan(&conv->rows, in.w, "rows", error))
        return false;
    out->c = conv->out_channels;
    out->h = conv->columns.places;
    out->w = conv->rows.places;
    return true;
}
