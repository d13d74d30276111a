/* 2 / fan_in is a division of whole numbers and 0 from fan_in = 3 on; fan_in
   should be converted to double. */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    double sigma = sqrt((double)(2 / fan_in));
    for (size_t i = 0; i < count; i++)
        w[i] = (real)(sigma * rng_normal(rng));
}
