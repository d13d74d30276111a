/* Starts from 0 as the largest: where all are negative source stays what it was,
   0, and of a window whose largest is 0 too. */
void relu_pool_avx2(const float *sums, float *y, uint8_t *source)
{
    for (int j = 0; j < 4; j++) {
        float best = 0;
        uint8_t at = 0;
        for (uint8_t k = 0; k < 4; k++) {
            float v = sums[8 * (k / 2) + 2 * j + k % 2];
            if (v > best) {
                best = v;
                at = k;
            }
        }
        y[j] = best;
        if (source)
            source[j] = at;
    }
}
