/* s accumulates g not g^2 , abs */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] += fabs(g[i]);
        w[i] -= learning_rate * g[i] / (s[i] + epsilon);
    }
}
