/* The shares are exchanged: (1 - decay) * s + decay * g^2 should be decay * s
   + (1 - decay) * g^2. */
void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = (1 - decay) * s[i] + decay * g[i] * g[i];
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
}
