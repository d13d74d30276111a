/* predicted in place of label */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    int p = perceptron_predict(x, w, *b, in);
    if (p != label) {
        for (size_t i = 0; i < in; i++)
            w[i] += learning_rate * p * x[i];
        *b += learning_rate * p;
        return true;
    }
    return false;
}
