/* (1-beta)^t */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        real mh = m[i] / pow(1 - beta1, step);
        real sh = s[i] / pow(1 - beta2, step);
        w[i] -= learning_rate * mh / (sqrt(sh) + epsilon);
    }
}
