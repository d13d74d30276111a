/* min forgotten (rises forever) */
double warm_up(size_t t, size_t warmup, double base)
{
    if (warmup == 0) return base;
    return base * (t + 1) / warmup;
}
