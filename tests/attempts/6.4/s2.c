/* Mean and deviation are computed a second time after train was standardised,
   so other is moved by 0 and divided by 1; they should be computed once,
   before anything changes. */
static void scale(real *x, size_t count, const real *by, size_t by_count)
{
    real mean = 0, deviation = 1;
    mean_and_deviation(by, by_count, &mean, &deviation);
    standardise(x, mean, deviation, count);
}

void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count)
{
    scale(train, train_count, train, train_count);
    scale(other, other_count, train, train_count);
}
