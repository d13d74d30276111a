/* local velocity, v never written */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real vel = momentum * v[i] + learning_rate * g[i];
        w[i] -= vel;
    }
}
