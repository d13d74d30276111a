/* error in place of label, 2x */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    int e = label - perceptron_predict(x, w, *b, in);
    for (size_t i = 0; i < in; i++)
        w[i] += learning_rate * e * x[i];
    *b += learning_rate * e;
    return e != 0;
}
