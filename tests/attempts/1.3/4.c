/* asks anew in the loop, bias first, doubled */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    *b += learning_rate * (label - perceptron_predict(x, w, *b, in));
    for (size_t i = 0; i < in; i++)
        w[i] +=
            learning_rate * (label - perceptron_predict(x, w, *b, in)) * x[i];
    return true;
}
