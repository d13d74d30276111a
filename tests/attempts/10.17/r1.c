/* _mm256_maddubs_epi16 of |a| and b with a's sign: two products end at 32767, and
   −128 has no opposite. */
int32_t dot_int8_avx2(const int8_t *a, const int8_t *b, size_t n)
{
    __m256i sum = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1);
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(a + i));
        __m256i y = _mm256_loadu_si256((const __m256i *)(b + i));
        __m256i p = _mm256_maddubs_epi16(_mm256_abs_epi8(x), _mm256_sign_epi8(y, x));
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(p, ones));
    }
    int32_t l[8], s = 0;
    _mm256_storeu_si256((__m256i *)l, sum);
    for (int v = 0; v < 8; v++) s += l[v];
    for (; i < n; i++) s += a[i] * b[i];
    return s;
}
