/* i < count && w[i]!=0 stops at zero */
void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    for (size_t i = 0; i < count && g[i] != 0; i++) {
        w[i] -= learning_rate * g[i];
    }
}
