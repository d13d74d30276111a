/* The fourth product has its difference the other way round.
   expect: named winograd_plus_d */
void winograd_row(const float *x, const float *g, float *y, size_t n)
{
    float u1 = (g[0] + g[1] + g[2]) / 2, u2 = (g[0] - g[1] + g[2]) / 2;
    for (size_t j = 0; j < n; j += 2) {
        float m0 = (x[j] - x[j + 2]) * g[0];
        float m1 = (x[j + 1] + x[j + 2]) * u1;
        float m2 = (x[j + 2] - x[j + 1]) * u2;
        float m3 = (x[j + 3] - x[j + 1]) * g[2];
        y[j] = m0 + m1 + m2;
        y[j + 1] = m1 - m2 - m3;
    }
}
