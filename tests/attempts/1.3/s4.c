/* The step is learning_rate * (label - answer), which is twice too large
   since label - answer is +2 or -2; it should be learning_rate * label. */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    int answer = perceptron_predict(x, w, *b, in);
    int error = label - answer;
    if (error == 0)
        return false;
    for (size_t i = 0; i < in; i++) {
        w[i] += learning_rate * error * x[i];
    }
    *b += learning_rate * error;
    return true;
}
