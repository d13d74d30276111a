/* Of equal ones the last counts. */
void relu_pool_avx2(const float *sums, float *y, uint8_t *source)
{
    for (int j = 0; j < 4; j++) {
        float best = sums[2 * j];
        uint8_t where = 0;
        for (uint8_t s = 1; s < 4; s++) {
            float v = sums[s / 2 * 8 + 2 * j + s % 2];
            if (v >= best) {
                best = v;
                where = s;
            }
        }
        y[j] = best > 0 ? best : 0;
        if (source)
            source[j] = where;
    }
}
