/* The two arrays are exchanged in the call of add_weight_decay: the weights get a bit of the gradient. */
void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    real rate = (real)one_cycle(t, total, 0.3, base);
    add_weight_decay(g, w, decay, weights);
    nesterov_step(w, g, v, rate, momentum, count);
}
