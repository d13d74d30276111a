/* The break for an epoch without errors comes before errors[epochs] is
   written and the epoch is counted; the last epoch should be noted and
   counted too. */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    size_t epochs = 0;
    while (epochs < max_epochs) {
        size_t count = 0;
        const real *example = x;
        for (size_t i = 0; i < n; i++, example += in) {
            if (perceptron_update(example, labels[i], learning_rate, w, b, in))
                ++count;
        }
        if (count == 0)
            break;
        errors[epochs++] = count;
    }
    return epochs;
}
