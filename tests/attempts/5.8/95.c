/* modulo */
double step_decay(size_t t, size_t every, double factor, double base)
{
    return base * pow(factor, t % every);
}
