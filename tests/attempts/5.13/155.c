/* real x float conversions */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    float sd = sqrt(2.0 / fan_in);
    for (size_t i = 0; i < count; i++) {
        w[i] = sd * rng_normal(rng);
    }
}
