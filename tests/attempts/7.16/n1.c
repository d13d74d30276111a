/* Always uniform. */
void draw_trial(const Range *ranges, double *values, size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++)
        values[i] = ranges[i].low + rng_uniform(rng) * (ranges[i].high - ranges[i].low);
}
