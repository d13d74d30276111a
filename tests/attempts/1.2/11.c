/* first feature only */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    return w[0] * x[0] + b > 0 ? 1 : -1;
}
