/* score == label */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    if (perceptron_score(x, w, *b, in) != label) {
        for (size_t i = 0; i < in; i++)
            w[i] += learning_rate * label * x[i];
        *b += learning_rate * label;
        return true;
    }
    return false;
}
