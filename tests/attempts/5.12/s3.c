/* The loop fills fan_in * fan_out numbers; it should fill count. */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double r = sqrt(6 / (double)(fan_in + fan_out));
    for (size_t o = 0; o < fan_out; o++) {
        for (size_t i = 0; i < fan_in; i++) {
            w[o * fan_in + i] = (real)rng_between(rng, -r, r);
        }
    }
}
