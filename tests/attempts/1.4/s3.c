/* Example i is taken from x + i; it begins at x + i * in. */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    size_t epochs = 0;
    bool done = false;
    while (epochs < max_epochs && !done) {
        size_t mistakes = 0;
        for (size_t i = 0; i < n; i++) {
            bool changed = perceptron_update(x + i, labels[i], learning_rate, w, b, in);
            if (changed) mistakes++;
        }
        errors[epochs] = mistakes;
        epochs++;
        done = mistakes == 0;
    }
    return epochs;
}
