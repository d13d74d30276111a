/* The peak is rounded to a whole number by (size_t); it may lie between two
   steps and should stay a double. */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    size_t peak = (size_t)(rise * (double)total) - 1;
    size_t last = total - 1;
    if (t > last) t = last;
    if (t < peak) {
        double p = (double)t / (double)peak;
        return base + (base / 25 - base) * (1 + cos(PI * p)) / 2;
    }
    double p = (double)(t - peak) / (double)(last - peak);
    return base / 250000 + (base - base / 250000) * (1 + cos(PI * p)) / 2;
}
