/* bias forgotten in own sum */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    real s = 0;
    for (size_t i = 0; i < in; i++)
        s += x[i] * w[i];
    return s > 0 ? 1 : -1;
}
