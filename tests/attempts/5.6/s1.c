/* epsilon is added outside both roots; in AdaDelta it stands inside, sqrt(a +
   epsilon) / sqrt(s + epsilon). */
void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        real d = (sqrt(a[i]) + epsilon) / (sqrt(s[i]) + epsilon) * g[i];
        a[i] = decay * a[i] + (1 - decay) * d * d;
        w[i] -= learning_rate * d;
    }
}
