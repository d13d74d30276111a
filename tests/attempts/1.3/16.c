/* int step */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) != label) {
        int step = learning_rate * label;
        for (size_t i = 0; i < in; i++)
            w[i] += step * x[i];
        *b += step;
        return true;
    }
    return false;
}
