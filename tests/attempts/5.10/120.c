/* t+1 over warmup+1 */
double warm_up(size_t t, size_t warmup, double base)
{
    if (t < warmup) return base * (t + 1) / (warmup + 1);
    return base;
}
