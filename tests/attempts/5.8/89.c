/* exponential_decay(t, ...) whole t */
double step_decay(size_t t, size_t every, double factor, double base)
{
    return exponential_decay(t, factor, base);
}
