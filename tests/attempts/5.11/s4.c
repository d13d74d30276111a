/* t is not limited to total - 1, so behind the last step the cosine climbs
   again; it should stay at base / 250000. */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double peak = rise * (double)total - 1, now = (double)t;
    bool up = now < peak;
    double from = up ? base / 25 : base;
    double to = up ? base : base / 250000;
    double part = up ? now / peak : (now - peak) / ((double)total - 1 - peak);
    return to + (from - to) * (1 + cos(PI * part)) / 2;
}
