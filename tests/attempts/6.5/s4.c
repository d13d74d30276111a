/* validation_count is the end of the validation part, train and validation
   together; it should be its length, n * validation. */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    for (size_t i = n; i > 0; i--)
        order[i - 1] = i - 1;
    rng_shuffle(rng, order, n);
    *train_count = (size_t)((double)n * train);
    *validation_count = (size_t)((double)n * (train + validation));
}
