/* The half is forgotten in the second sum of the filter. */
void winograd_row(const float *x, const float *g, float *y, size_t n)
{
    float plus = 0.5f * (g[0] + g[1] + g[2]);
    float minus = g[0] - g[1] + g[2];
    for (size_t j = 0; j + 1 < n; j += 2) {
        float m1 = (x[j] - x[j + 2]) * g[0];
        float m2 = (x[j + 1] + x[j + 2]) * plus;
        float m3 = (x[j + 2] - x[j + 1]) * minus;
        float m4 = (x[j + 1] - x[j + 3]) * g[2];
        y[j] = m1 + m2 + m3;
        y[j + 1] = m2 - m3 - m4;
    }
}
