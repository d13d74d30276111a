/* _mm256_hadd_ps works in each half by itself: only the lower four lanes are in
   the result.
   expect: named dot_lower_half */
float dot_avx2(const float *a, const float *b, size_t n)
{
    __m256 acc = _mm256_setzero_ps();
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        __m256 x = _mm256_loadu_ps(a + i);
        __m256 y = _mm256_loadu_ps(b + i);
        acc = _mm256_add_ps(acc, _mm256_mul_ps(x, y));
    }
    acc = _mm256_hadd_ps(acc, acc);
    acc = _mm256_hadd_ps(acc, acc);
    float s = _mm256_cvtss_f32(acc);
    for (; i < n; i++)
        s += a[i] * b[i];
    return s;
}
