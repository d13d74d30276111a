/* Two slips: beta * step stands for the power beta^step, and the mean of the
   squares takes (1 - beta2) * g without the square. */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    real t = (real)step;
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i];
        real m_hat = m[i] / (1 - beta1 * t);
        real s_hat = s[i] / (1 - beta2 * t);
        w[i] -= learning_rate * m_hat / (sqrt(s_hat) + epsilon);
    }
}
