/* Adds the padding to the size before axis_plan, which counts it again, and the channels of the output are those of the input times the filters. */
bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    Axis *r = &conv->rows, *k = &conv->columns;

    if (in.c % conv->groups || conv->out_channels % conv->groups)
        return error_set(error, "%zu channels, %zu filters, %zu groups",
                         in.c, conv->out_channels, conv->groups);
    if (!axis_plan(r, in.h + 2 * r->padding, "rows", error))
        return false;
    if (!axis_plan(k, in.w + 2 * k->padding, "columns", error))
        return false;

    conv->in_channels = in.c;
    out->c = in.c / conv->groups * conv->out_channels;
    out->h = r->places;
    out->w = k->places;
    return true;
}
