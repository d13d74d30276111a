/* The other data are standardised by their own mean and deviation; those of
   train should be used for both. */
void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count)
{
    real mean, deviation;
    mean_and_deviation(train, train_count, &mean, &deviation);
    standardise(train, mean, deviation, train_count);
    mean_and_deviation(other, other_count, &mean, &deviation);
    standardise(other, mean, deviation, other_count);
}
