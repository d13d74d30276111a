/* d is made with the old s[i], because s is brought up to date at the end; s
   should come first, before d. */
void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real d = sqrt(a[i] + epsilon) / sqrt(s[i] + epsilon) * g[i];
        w[i] -= learning_rate * d;
        a[i] = decay * a[i] + (1 - decay) * d * d;
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
    }
}
