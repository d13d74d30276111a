/* no root */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double r = 6.0 / (fan_in + fan_out);
    for (size_t i = 0; i < count; i++) {
        w[i] = rng_between(rng, -r, r);
    }
}
