/* rng_normal once, then + noise? seeds by address of NULL */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    Rng *r = NULL;
    for (size_t i = 0; i < count; i++) {
        w[i] = sqrt(2.0 / fan_in) * rng_normal(r);
    }
}
