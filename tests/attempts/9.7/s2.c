/* Steps weights and biases apart, but the biases begin at the front of v again. */
void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    double lr = one_cycle(t, total, 0.3, base);
    for (size_t i = 0; i < weights; i++)
        g[i] += decay * w[i];
    nesterov_step(w, g, v, lr, momentum, weights);
    nesterov_step(w + weights, g + weights, v, lr, momentum, count - weights);
}
