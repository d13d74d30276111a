/* The mask of the tail is made of n, not of what is left. */
float dot_avx2(const float *a, const float *b, size_t n)
{
    __m256 sum = _mm256_setzero_ps();
    for (size_t i = 0; i < n; i += 8) {
        __m256i mask = first_lanes(n);
        sum = _mm256_fmadd_ps(_mm256_maskload_ps(a + i, mask), _mm256_maskload_ps(b + i, mask), sum);
    }
    float lane[8], total = 0;
    _mm256_storeu_ps(lane, sum);
    for (int v = 0; v < 8; v++)
        total += lane[v];
    return total;
}
