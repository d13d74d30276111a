/* order is shuffled before it is filled with 0, 1 ... n - 1, so it ends up
   sorted; the shuffle should come behind the loop. */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    rng_shuffle(rng, order, n);
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    *train_count = (size_t)((double)n * train);
    *validation_count = (size_t)((double)n * validation);
}
