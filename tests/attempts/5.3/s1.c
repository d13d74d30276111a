/* The move uses the old velocity; it should use the new one, after v[i] was
   brought up to date. */
void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real old = v[i];
        v[i] = momentum * old + learning_rate * g[i];
        w[i] -= learning_rate * g[i] + momentum * old;
    }
}
