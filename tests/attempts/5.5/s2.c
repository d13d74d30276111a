/* The parentheses around the denominator are missing, so epsilon is added to
   the quotient; it should be / (sqrt(s[i]) + epsilon). */
void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        w[i] -= learning_rate * g[i] / sqrt(s[i]) + epsilon;
    }
}
