/* The groups are tested against conv->in_channels, which is filled in only at the end, and hence against an old number. */
bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    if (conv->in_channels % conv->groups || conv->out_channels % conv->groups)
        return error_set(error, "channels %zu and filters %zu cannot be cut into %zu groups",
                         conv->in_channels, conv->out_channels, conv->groups);
    bool ok = axis_plan(&conv->rows, in.h, "rows", error) &&
              axis_plan(&conv->columns, in.w, "columns", error);
    if (!ok)
        return ok;
    conv->in_channels = in.c;
    out->c = conv->out_channels;
    out->h = conv->rows.places;
    out->w = conv->columns.places;
    return ok;
}
