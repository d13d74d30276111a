/* The logarithm is drawn and not raised again. */
void draw_trial(const Range *ranges, double *values, size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        double u = rng_uniform(rng);
        double a = ranges[i].low, b = ranges[i].high;
        if (ranges[i].logarithmic) {
            a = log(a);
            b = log(b);
        }
        values[i] = a + u * (b - a);
    }
}
