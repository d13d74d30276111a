/* The slope near 0 is not divided by delta, as in the usual loss. */
void add_huber(const real *w, real *g, real strength, real delta, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fabs(w[i]) <= delta) {
            g[i] += strength * w[i];
        } else {
            g[i] += strength * delta * (w[i] > 0 ? 1 : -1);
        }
    }
}
