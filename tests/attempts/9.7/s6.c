/* The decay comes after the step and hits the biases behind the weights instead of the weights. */
void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    nesterov_step(w, g, v, (real)one_cycle(t, total, 0.3, base), momentum, count);
    add_weight_decay(w + weights, g + weights, decay, count - weights);
}
