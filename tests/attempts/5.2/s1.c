/* It is PyTorch's form: the learning rate comes in when w moves; here it
   belongs into v, v = momentum * v + learning_rate * g and w -= v. */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + g[i];
        w[i] -= learning_rate * v[i];
    }
}
