/* one velocity for all (v[0]) */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[0] = momentum * v[0] + learning_rate * g[i];
        w[i] -= v[0];
    }
}
