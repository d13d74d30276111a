/* wrong is set to 0 only once, before the epochs, so errors[epoch] holds the
   sum of all epochs so far and the loop never stops early; it should be set
   to 0 at the beginning of each epoch. */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    size_t wrong = 0;
    for (size_t epoch = 0; epoch < max_epochs; epoch++) {
        for (size_t i = 0; i < n; i++) {
            if (perceptron_update(x + i * in, labels[i], learning_rate, w, b,
                                  in)) {
                wrong++;
            }
        }
        errors[epoch] = wrong;
        if (wrong == 0) {
            return epoch + 1;
        }
    }
    return max_epochs;
}
