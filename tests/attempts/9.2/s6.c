/* Refuses every grouped convolution that has not as many filters as channels, as if groups were always depthwise, and names the columns "cols". */
bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    if (conv->groups > 1 && (in.c != conv->out_channels || in.c % conv->groups))
        return error_set(error, "%zu groups, but %zu channels and %zu filters",
                         conv->groups, in.c, conv->out_channels);
    conv->in_channels = in.c;
    out->c = conv->out_channels;
    if (!axis_plan(&conv->rows, in.h, "rows", error))
        return false;
    out->h = conv->rows.places;
    if (!axis_plan(&conv->columns, in.w, "cols", error))
        return false;
    out->w = conv->columns.places;
    return true;
}
