/* The derivative of the square keeps its 2. */
void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (w[i] > 0)
            g[i] += l1;
        if (w[i] < 0)
            g[i] -= l1;
        g[i] += 2 * l2 * w[i];
    }
}
