/* The array is filled from the last weight to the first, so the draws are in
   the wrong order; it should start with w[0]. */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double r = sqrt(6.0 / (double)(fan_in + fan_out));
    while (count-- > 0)
        w[count] = (real)rng_between(rng, -r, r);
}
