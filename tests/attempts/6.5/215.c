/* own Fisher-Yates naive */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    for (size_t i = 0; i < n; i++) order[i] = i;
    for (size_t i = 0; i < n; i++) {
        size_t j = rng_below(rng, n);
        size_t t = order[i]; order[i] = order[j]; order[j] = t;
    }
    *train_count = n * train;
    *validation_count = n * validation;
}
