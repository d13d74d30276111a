/* The bias begins the upper row only. */
void conv_tile_avx2(const float *x, const float *w, const float *bias, float *sums, const ValidConv *conv)
{
    for (size_t f = 0; f < FILTERS_AT_ONCE; f++) {
        __m256 top = _mm256_set1_ps(bias[f]), bottom = _mm256_setzero_ps();
        const float *weight = w + f;
        for (size_t c = 0; c < conv->channels; c++)
            for (size_t k = 0; k < conv->window_rows; k++)
                for (size_t l = 0; l < conv->window_columns; l++, weight += FILTERS_AT_ONCE) {
                    const float *at = x + (c * conv->height + k) * conv->width + l;
                    __m256 v = _mm256_set1_ps(*weight);
                    top = _mm256_fmadd_ps(v, _mm256_loadu_ps(at), top);
                    bottom = _mm256_fmadd_ps(v, _mm256_loadu_ps(at + conv->width), bottom);
                }
        _mm256_storeu_ps(sums + f * 16, top);
        _mm256_storeu_ps(sums + f * 16 + 8, bottom);
    }
}
