/* Rate and momentum are exchanged in the call of nesterov_step. */
void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    if (decay != 0)
        add_weight_decay(w, g, decay, weights);
    nesterov_step(w, g, v, momentum, one_cycle(t, total, 0.3, base), count);
}
