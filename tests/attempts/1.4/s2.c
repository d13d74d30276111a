/* After an epoch without errors it returns epoch, the index counted from 0;
   the number of epochs run is epoch + 1. */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    for (size_t epoch = 0; epoch < max_epochs; epoch++) {
        errors[epoch] = 0;
        for (size_t i = 0; i < n; i++)
            errors[epoch] += perceptron_update(&x[i * in], labels[i],
                                               learning_rate, w, b, in);
        if (errors[epoch] == 0)
            return epoch;
    }
    return max_epochs;
}
