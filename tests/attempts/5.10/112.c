/* no +1 */
double warm_up(size_t t, size_t warmup, double base)
{
    if (t < warmup) return base * t / warmup;
    return base;
}
