/* abs value via integer abs
   expect: compile */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    double sum = 0, sq = 0;
    for (size_t i = 0; i < count; i++) sum += x[i];
    double mu = sum / count;
    for (size_t i = 0; i < count; i++) sq += pow(x[i] - mu, 2);
    *mean = mu;
    *deviation = sqrt(sq / count);
    return *mean;
}
