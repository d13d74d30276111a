/* own seed */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    for (size_t i = 0; i < n; i++) order[i] = i;
    Rng r = rng_seeded(42);
    rng_shuffle(&r, order, n);
    *train_count = n * train;
    *validation_count = n * validation;
}
