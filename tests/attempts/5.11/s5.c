/* The fall is stretched until t = total: (t - peak) / (total - peak) should
   be (t - peak) / (total - 1 - peak). */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double lowest = base / 250000;
    double peak = rise * (double)total - 1;
    if (t >= total) {
        return lowest;
    }
    if ((double)t < peak) {
        double start = base / 25;
        double part = (double)t / peak;
        return base + (start - base) * (1 + cos(PI * part)) / 2;
    }
    double part = ((double)t - peak) / ((double)total - peak);
    return lowest + (base - lowest) * (1 + cos(PI * part)) / 2;
}
