/* Pools columns j and j + 4, the two halves of a vector, in place of neighbours. */
void relu_pool_avx2(const float *sums, float *y, uint8_t *source)
{
    for (int j = 0; j < 4; j++) {
        float window[4] = {sums[j], sums[j + 4], sums[8 + j], sums[12 + j]};
        int best = 0;
        for (int s = 1; s < 4; s++)
            if (window[s] > window[best])
                best = s;
        y[j] = window[best] > 0 ? window[best] : 0;
        if (source != NULL)
            source[j] = (uint8_t)best;
    }
}
