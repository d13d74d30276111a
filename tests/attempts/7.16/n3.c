/* The power is taken of the low end alone: low^u. */
void draw_trial(const Range *ranges, double *values, size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        double u = rng_uniform(rng);
        values[i] = ranges[i].logarithmic ? pow(ranges[i].low, u) : ranges[i].low + u * (ranges[i].high - ranges[i].low);
    }
}
