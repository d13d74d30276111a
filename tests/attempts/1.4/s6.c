/* The break after a mistake ends the epoch at the first wrong example; an
   epoch should go through all n examples. */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    for (size_t t = 0; t < max_epochs; t++) {
        errors[t] = 0;
        for (size_t i = 0; i < n; i++) {
            if (perceptron_update(x + i * in, labels[i], learning_rate, w, b, in)) {
                errors[t]++;
                break;
            }
        }
        if (errors[t] == 0) {
            return t + 1;
        }
    }
    return max_epochs;
}
