/* t % every, the remainder, stands in place of t / every. */
double step_decay(size_t t, size_t every, double factor, double base)
{
    return exponential_decay(t % every, factor, base);
}
