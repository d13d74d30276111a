/* calls momentum_step then corrects by momentum*v - wrong sign */
void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    momentum_step(w, g, v, learning_rate, momentum, count);
    for (size_t i = 0; i < count; i++) {
        w[i] -= momentum * v[i];
    }
}
