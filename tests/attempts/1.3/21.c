/* braces missing: bias always */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    bool c = false;
    if (perceptron_predict(x, w, *b, in) != label)
        for (size_t i = 0; i < in; i++) {
            w[i] += learning_rate * label * x[i];
            c = true;
        }
    *b += learning_rate * label;
    return c;
}
