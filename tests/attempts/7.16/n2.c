/* One u for all. */
void draw_trial(const Range *ranges, double *values, size_t count, Rng *rng)
{
    double u = rng_uniform(rng);
    for (size_t i = 0; i < count; i++)
        values[i] = ranges[i].logarithmic ? ranges[i].low * pow(ranges[i].high / ranges[i].low, u) : ranges[i].low + u * (ranges[i].high - ranges[i].low);
}
