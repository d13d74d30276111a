/* a[i] is a running mean of the squares of the gradients, g * g; it should be
   of the steps, d * d. */
void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        real g2 = g[i] * g[i];
        s[i] = decay * s[i] + (1 - decay) * g2;
        real d = sqrt((a[i] + epsilon) / (s[i] + epsilon)) * g[i];
        a[i] = decay * a[i] + (1 - decay) * g2;
        w[i] = w[i] - learning_rate * d;
    }
}
