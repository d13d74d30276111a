/* abs is taken, which is for whole numbers. */
real elastic_net(const real *w, real l1, real l2, size_t count)
{
    double a = 0, b = 0;
    for (size_t i = 0; i < count; i++) {
        a += abs((int)w[i]);
        b += (double)w[i] * (double)w[i];
    }
    return (real)((double)l1 * a + (double)l2 / 2 * b);
}
