/* Two slips: the condition is turned round, the weights move when the answer
   is right (== should be !=), and the bias moves by label without the
   learning rate. */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) == label) {
        for (size_t i = 0; i < in; i++)
            w[i] += learning_rate * label * x[i];
        *b += label;
        return true;
    }
    return false;
}
