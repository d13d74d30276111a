/* A cast in place of a rounding.
   expect: named quantize_truncates */
float quantize(const float *x, int8_t *q, size_t n)
{
    float m = 0;
    for (size_t i = 0; i < n; i++)
        m = fmaxf(m, fabsf(x[i]));
    float s = m == 0 ? 1 : m / 127;
    for (size_t i = 0; i < n; i++)
        q[i] = (int8_t)(x[i] / s);
    return s;
}
