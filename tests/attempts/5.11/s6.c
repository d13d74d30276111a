/* Two slips: the rise starts from 0 in place of base / 25, and on the way
   down the part is (now - peak) / last, without - peak below. */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double last = (double)total - 1;
    double peak = rise * (double)total - 1;
    double now = (double)t > last ? last : (double)t;
    if (now < peak) {
        return base * (1 - cos(PI * now / peak)) / 2;
    } else {
        double low = base / 250000;
        return low + (base - low) * (1 + cos(PI * (now - peak) / last)) / 2;
    }
}
