/* The validation part is a share of what is left after training, (n -
   train_count) * validation; it should be a share of n. */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    rng_shuffle(rng, order, n);
    *train_count = (size_t)((double)n * train);
    *validation_count = (size_t)((double)(n - *train_count) * validation);
}
