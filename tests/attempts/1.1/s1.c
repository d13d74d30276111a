/* The bias is added inside the loop, in every turn, so it counts in times; it
   should be added once, outside. */
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    real score = 0;
    for (size_t i = 0; i < in; i++) {
        score += w[i] * x[i] + b;
    }
    return score;
}
