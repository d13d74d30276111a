/* in - 1 */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in - 1) > 0 ? 1 : -1;
}
