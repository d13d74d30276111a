/* last weight stays */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) != label) {
        for (size_t i = 0; i < in - 1; i++)
            w[i] += learning_rate * label * x[i];
        *b += learning_rate * label;
        return true;
    }
    return false;
}
