/* The learning rate is put into d, so that a holds the squares of the scaled
   steps; it should come in only when w moves. */
void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        real d = learning_rate * sqrt(a[i] + epsilon) / sqrt(s[i] + epsilon) * g[i];
        a[i] = decay * a[i] + (1 - decay) * d * d;
        w[i] -= d;
    }
}
