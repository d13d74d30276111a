/* Two slips: the learning rate is not used at all (w -= d should be w -=
   learning_rate * d), and the upper root is sqrt(a[i]) without epsilon, so
   the first step and all others are 0. */
void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        real d = sqrt(a[i]) / sqrt(s[i] + epsilon) * g[i];
        a[i] = decay * a[i] + (1 - decay) * d * d;
        w[i] -= d;
    }
}
