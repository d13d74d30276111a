/* Counts steps from 1, as Adam does, and lets the rate rise for a quarter of the time. */
void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    size_t step = t + 1;
    add_weight_decay(w, g, decay, weights);
    nesterov_step(w, g, v, (real)one_cycle(step, total, 0.25, base), momentum, count);
}
