/* The numbers are drawn from 0 to r; it should be from -r to r. */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    double range = sqrt(6.0 / (double)(fan_in + fan_out));
    for (size_t i = 0; i < count; i++)
        w[i] = (real)(range * rng_uniform(rng));
}
