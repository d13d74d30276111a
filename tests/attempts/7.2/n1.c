/* The gradient is stored, not added. */
void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real s = w[i] > 0 ? 1 : w[i] < 0 ? -1 : 0;
        g[i] = l1 * s + l2 * w[i];
    }
}
