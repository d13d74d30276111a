/* real sum (would be float)
   expect: passes because it shows in the build in float only */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    real sum = 0, sq = 0;
    for (size_t i = 0; i < count; i++) sum += x[i];
    real mu = sum / count;
    for (size_t i = 0; i < count; i++) sq += (x[i] - mu) * (x[i] - mu);
    *mean = mu;
    *deviation = sqrt(sq / count);
}
