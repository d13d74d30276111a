/* int score >= */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    int s = perceptron_score(x, w, b, in);
    return s >= 0 ? 1 : -1;
}
