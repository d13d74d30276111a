/* The sum is returned inside the loop. */
real elastic_net(const real *w, real l1, real l2, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double x = (double)w[i];
        sum += (double)l1 * fabs(x) + (double)l2 / 2 * x * x;
        return (real)sum;
    }
    return 0;
}
