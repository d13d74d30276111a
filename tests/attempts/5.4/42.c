/* sum over all parameters */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += g[i] * g[i];
    }
    for (size_t i = 0; i < count; i++) {
        s[i] += sum;
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
}
