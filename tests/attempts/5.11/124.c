/* forgot clamp */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double peak = rise * total - 1;
    double last = total - 1;
    double now = t;
    if (now <= peak) return base + (base / 25 - base) * (1 + cos(PI * now / peak)) / 2;
    return base / 250000 + (base - base / 250000) * (1 + cos(PI * (now - peak) / (last - peak))) / 2;
}
