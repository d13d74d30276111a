/* s[i] stores the root of the sum, which is then squared no more in the next
   step; s should keep the sum itself. */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = sqrt(s[i] + g[i] * g[i]);
        w[i] -= learning_rate * g[i] / (s[i] + epsilon);
    }
}
