/* recursion with no end */
double step_decay(size_t t, size_t every, double factor, double base)
{
    return factor * step_decay(t - every, every, factor, base);
}
