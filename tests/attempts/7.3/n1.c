/* |w| is not taken, so that large negative weights count as near. */
void add_huber(const real *w, real *g, real strength, real delta, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (w[i] <= delta) {
            g[i] += strength * w[i] / delta;
        } else {
            g[i] += strength;
        }
    }
}
