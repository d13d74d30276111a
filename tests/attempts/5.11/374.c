/* COMBO peak without -1, end at total */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double peak = rise * total;
    if (t >= total) return base / 250000;
    if (t <= peak) return base + (base / 25 - base) * (1 + cos(PI * t / peak)) / 2;
    return base / 250000 + (base - base / 250000) * (1 + cos(PI * (t - peak) / (total - peak))) / 2;
}
