/* Two slips: the root takes count in place of fan_in, and the deviation is
   added to the normal number instead of multiplying it. */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    double sigma = sqrt(2.0 / (double)count);
    for (size_t i = 0; i < count; i++)
        w[i] = (real)(rng_normal(rng) + sigma);
}
