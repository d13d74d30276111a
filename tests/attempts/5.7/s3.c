/* The exponent is step + 1, as if step began at 0; it is 1 at the first call,
   so it should be step. */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    const real t = (real)(step + 1);
    const real first = 1 - pow(beta1, t), second = 1 - pow(beta2, t);
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        w[i] -= learning_rate * (m[i] / first) / (sqrt(s[i] / second) + epsilon);
    }
}
