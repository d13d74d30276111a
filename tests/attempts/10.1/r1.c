/* Vectors of eight as long as i < n: the last one is read whole, behind the end.
   (With n a multiple of eight it is right.) */
float dot_avx2(const float *a, const float *b, size_t n)
{
    __m256 sum = _mm256_setzero_ps();
    for (size_t i = 0; i < n; i += 8) {
        sum = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), sum);
    }
    float lane[8], total = 0;
    _mm256_storeu_ps(lane, sum);
    for (int v = 0; v < 8; v++)
        total += lane[v];
    return total;
}
