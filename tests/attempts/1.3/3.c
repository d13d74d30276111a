/* error, returns e==2 */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    int e = label - perceptron_predict(x, w, *b, in);
    for (size_t i = 0; i < in; i++)
        w[i] += learning_rate * e / 2 * x[i];
    *b += learning_rate * e / 2;
    return e > 0;
}
