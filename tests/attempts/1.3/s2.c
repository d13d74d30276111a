/* *b is changed inside the loop over the weights, in times instead of once;
   the line belongs behind the loop. */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) == label) {
        return false;
    }
    for (size_t i = 0; i < in; i++) {
        w[i] += learning_rate * label * x[i];
        *b += learning_rate * label;
    }
    return true;
}
