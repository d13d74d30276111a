/* do while: runs once even for 0 */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    size_t e = 0;
    do {
        errors[e] = 0;
        for (size_t i = 0; i < n; i++)
            errors[e] += perceptron_update(x + i * in, labels[i], learning_rate,
                                           w, b, in);
        e++;
    } while (e < max_epochs && errors[e - 1] != 0);
    return e;
}
