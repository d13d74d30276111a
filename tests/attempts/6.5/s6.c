/* Two slips: the numbers go from 1 to n (order[i] = i + 1 should be i), and
   the validation part gets all the rest, n - train_count. */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i + 1;
    rng_shuffle(rng, order, n);
    *train_count = (size_t)(n * train);
    *validation_count = n - *train_count;
}
