/* r is computed with 2 (the variance) in place of 6: sqrt(2 / (fan_in +
   fan_out)) is the deviation, not the range. */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double n = (double)fan_in + (double)fan_out;
    double r = sqrt(2 / n);
    real *end = w + count;
    while (w < end) {
        *w++ = (real)rng_between(rng, -r, r);
    }
}
