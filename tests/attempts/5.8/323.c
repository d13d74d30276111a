/* int factor: pow in int */
double step_decay(size_t t, size_t every, double factor, double base)
{
    int r = base;
    for (size_t k = 0; k < t / every; k++) r *= factor;
    return r;
}
