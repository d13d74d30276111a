/* The weight is moved before the velocity is brought up to date, so by the
   old v; the two lines should be exchanged. */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] -= v[i];
        v[i] = momentum * v[i] + learning_rate * g[i];
    }
}
