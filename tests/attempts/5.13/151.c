/* divides by count */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        w[i] = sqrt(2.0 / count) * rng_normal(rng);
    }
}
