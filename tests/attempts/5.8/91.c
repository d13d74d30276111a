/* recursive loop off by one (t > every) */
double step_decay(size_t t, size_t every, double factor, double base)
{
    double r = base;
    for (size_t k = every; k < t; k += every) {
        r *= factor;
    }
    return r;
}
