/* The velocity holds the negative step (momentum * v - learning_rate * g,
   then w += v); the walk is the same but v has the wrong sign, it should be +
   and w -= v. */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] - learning_rate * g[i];
        w[i] += v[i];
    }
}
