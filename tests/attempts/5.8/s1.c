/* The exponent is not rounded down: (double)t / every falls at every step; it
   should be t / every in whole numbers. */
double step_decay(size_t t, size_t every, double factor, double base)
{
    return base * pow(factor, (double)t / (double)every);
}
