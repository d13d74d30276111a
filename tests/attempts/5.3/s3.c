/* The parentheses are missing: w - learning_rate * g + momentum * v adds the
   velocity; both parts should be subtracted. */
void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + learning_rate * g[i];
        w[i] = w[i] - learning_rate * g[i] + momentum * v[i];
    }
}
