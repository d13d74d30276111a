/* do-while (count 0) */
void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    size_t i = 0;
    do {
        w[i] -= learning_rate * g[i];
    } while (++i < count);
}
