/* Decouples the decay: the weights shrink by rate * decay directly and nothing of it comes into the velocity. */
void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    const real lambda = (real)one_cycle(t, total, 0.3, base);
    for (real *p = w; p < w + weights; p++)
        *p -= lambda * decay * *p;
    nesterov_step(w, g, v, lambda, momentum, count);
}
