/* A weight of 0 has the sign +1. */
void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g[i] += (w[i] >= 0 ? l1 : -l1) + l2 * w[i];
    }
}
