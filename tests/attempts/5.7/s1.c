/* The corrected values are stored in the arrays m and s; they should be used
   for this step only, in variables of their own. */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    real c1 = 1 - pow(beta1, (real)step);
    real c2 = 1 - pow(beta2, (real)step);
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        m[i] /= c1;
        s[i] /= c2;
        w[i] -= learning_rate * m[i] / (sqrt(s[i]) + epsilon);
    }
}
