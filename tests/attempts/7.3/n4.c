/* Near and far are exchanged. */
void add_huber(const real *w, real *g, real strength, real delta, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real s = w[i] > 0 ? 1 : w[i] < 0 ? -1 : 0;
        if (fabs(w[i]) <= delta) {
            g[i] += strength * s;
        } else {
            g[i] += strength * w[i] / delta;
        }
    }
}
