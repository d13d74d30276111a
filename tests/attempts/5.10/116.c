/* warmup 0 -> 0 */
double warm_up(size_t t, size_t warmup, double base)
{
    if (warmup == 0) return 0;
    return t < warmup ? base * (t + 1) / warmup : base;
}
