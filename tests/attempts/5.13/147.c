/* integer division */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    double sd = sqrt(2 / fan_in);
    for (size_t i = 0; i < count; i++) {
        w[i] = sd * rng_normal(rng);
    }
}
