/* The last bytes, fewer than sixteen, are left out. */
int32_t dot_int8_avx2(const int8_t *a, const int8_t *b, size_t n)
{
    __m256i sum = _mm256_setzero_si256();
    for (size_t i = 0; i + 16 <= n; i += 16) {
        __m256i x = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(a + i)));
        __m256i y = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(b + i)));
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(x, y));
    }
    int32_t v[8], total = 0;
    _mm256_storeu_si256((__m256i *)v, sum);
    for (int k = 0; k < 8; k++)
        total += v[k];
    return total;
}
