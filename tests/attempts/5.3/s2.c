/* The velocity is not multiplied by momentum in the move: learning_rate * g +
   v should be learning_rate * g + momentum * v. */
void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real step = learning_rate * g[i];
        v[i] = momentum * v[i] + step;
        w[i] -= step + v[i];
    }
}
