/* t stands in place of t + 1, so the first step has the rate 0. */
double warm_up(size_t t, size_t warmup, double base)
{
    if (t < warmup) {
        return base * (double)t / (double)warmup;
    }
    return base;
}
