/* beta1 is used for s as well (copied line); s should be mixed with beta2. */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    real c1 = 1 - pow(beta1, (real)step);
    real c2 = 1 - pow(beta2, (real)step);
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta1 * s[i] + (1 - beta1) * g[i] * g[i];
        real mc = m[i] / c1;
        real sc = s[i] / c2;
        w[i] -= learning_rate * mc / (sqrt(sc) + epsilon);
    }
}
