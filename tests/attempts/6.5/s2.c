/* The products are rounded to the nearest number (+ 0.5); they should be
   rounded down. */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    size_t i = 0;
    while (i < n) {
        order[i] = i;
        i++;
    }
    rng_shuffle(rng, order, n);
    *train_count = (size_t)(train * (double)n + 0.5);
    *validation_count = (size_t)(validation * (double)n + 0.5);
}
