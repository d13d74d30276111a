/* own mean for other */
void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count)
{
    real m, s;
    mean_and_deviation(train, train_count, &m, &s);
    standardise(train, m, s, train_count);
    mean_and_deviation(other, other_count, &m, &s);
    standardise(other, m, s, other_count);
}
