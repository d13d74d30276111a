/* linear */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double peak = rise * total - 1;
    double last = total - 1;
    double now = t < total ? t : last;
    if (now <= peak) return base / 25 + (base - base / 25) * now / peak;
    return base + (base / 250000 - base) * (now - peak) / (last - peak);
}
