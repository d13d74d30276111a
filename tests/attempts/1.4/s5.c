/* The do ... while loop always runs one epoch, even with max_epochs = 0; the
   limit should be tested before the epoch. */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    size_t e = 0, wrong;
    do {
        wrong = 0;
        for (size_t i = 0; i < n; i++) {
            wrong += perceptron_update(x + i * in, labels[i], learning_rate, w,
                                       b, in) ? 1 : 0;
        }
        errors[e] = wrong;
        e++;
    } while (wrong > 0 && e < max_epochs);
    return e;
}
