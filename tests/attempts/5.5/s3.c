/* The gradient is not squared in the running mean: (1 - decay) * g[i] should
   be (1 - decay) * g[i] * g[i]. */
void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i];
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
}
