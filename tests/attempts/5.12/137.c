/* one draw for all */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double r = sqrt(6.0 / (fan_in + fan_out));
    double x = rng_between(rng, -r, r);
    for (size_t i = 0; i < count; i++) {
        w[i] = x;
    }
}
