/* bias corrected like Adam (static counter) */
void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count)
{
    static int t = 0;
    t++;
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        w[i] -= learning_rate * g[i] / (sqrt(s[i] / (1 - pow(decay, t))) + epsilon);
    }
}
