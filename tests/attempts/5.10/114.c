/* t + 1/warmup precedence */
double warm_up(size_t t, size_t warmup, double base)
{
    if (t < warmup) return base * (t + 1 / (double)warmup);
    return base;
}
