/* int cast of factor / pow(int) */
double step_decay(size_t t, size_t every, double factor, double base)
{
    int n = t / every;
    return base * powf(factor, n);
}
