/* The second call standardises at most train_count numbers of other (the
   smaller of the two counts); it should be other_count. */
void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count)
{
    real mean, deviation;
    mean_and_deviation(train, train_count, &mean, &deviation);
    standardise(train, mean, deviation, train_count);
    standardise(other, mean, deviation,
                train_count < other_count ? train_count : other_count);
}
