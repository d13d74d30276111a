/* epsilon stands inside the root; it should be sqrt(s[i]) + epsilon. */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] += g[i] * g[i];
        w[i] -= learning_rate * g[i] / sqrt(s[i] + epsilon);
    }
}
