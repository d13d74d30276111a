/* epochs from 1 */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    for (size_t e = 1; e <= max_epochs; e++) {
        errors[e] = 0;
        for (size_t i = 0; i < n; i++) {
            if (perceptron_update(x + i * in, labels[i], learning_rate, w, b,
                                  in))
                errors[e]++;
        }
        if (errors[e] == 0)
            return e;
    }
    return max_epochs;
}
