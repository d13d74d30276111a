/* The squares are multiplied by the whole of l2. */
real elastic_net(const real *w, real l1, real l2, size_t count)
{
    double a = 0, b = 0;
    for (size_t i = 0; i < count; i++) {
        a += fabs((double)w[i]);
        b += (double)w[i] * (double)w[i];
    }
    return (real)((double)l1 * a + (double)l2 * b);
}
