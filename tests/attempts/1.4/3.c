/* not reset */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    for (size_t e = 0; e < max_epochs; e++) {
        for (size_t i = 0; i < n; i++) {
            if (perceptron_update(x + i * in, labels[i], learning_rate, w, b,
                                  in))
                errors[e]++;
        }
        if (errors[e] == 0)
            return e + 1;
    }
    return max_epochs;
}
