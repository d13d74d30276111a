/* backwards */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double r = sqrt(6.0 / (fan_in + fan_out));
    for (size_t i = count; i-- > 0; ) {
        w[i] = rng_between(rng, -r, r);
    }
}
