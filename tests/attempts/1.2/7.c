/* returns score */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in);
}
