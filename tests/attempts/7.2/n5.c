/* Only weights above 0 get the l1 part; negative ones are forgotten. */
void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (w[i] > 0) {
            g[i] += l1;
        }
        g[i] += l2 * w[i];
    }
}
