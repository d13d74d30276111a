/* int rate */
void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    int lr = learning_rate;
    for (size_t i = 0; i < count; i++) {
        w[i] -= lr * g[i];
    }
}
