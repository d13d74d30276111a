/* The new velocity is computed in a variable and not stored in v[i], so the
   memory stays 0. */
void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real velocity = momentum * v[i] + learning_rate * g[i];
        w[i] -= learning_rate * g[i] + momentum * velocity;
    }
}
