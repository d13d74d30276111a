/* uses cosine_decay helper with size_t trunc */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double peak = rise * total - 1;
    if (t < peak) return base + base / 25 - cosine_decay(t, peak, base / 25, base);
    return cosine_decay(t - peak, total - 1 - peak, base / 250000, base);
}
