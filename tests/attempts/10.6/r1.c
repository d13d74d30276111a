/* The accumulators begin as 0 and are stored: what c held is lost.
   expect: named tile_overwrites */
void tile_avx2(const float *a, const float *b, size_t b_row, float *c,
               size_t c_row, size_t k)
{
    __m256 s[6][2];
    for (int i = 0; i < 6; i++)
        s[i][0] = s[i][1] = _mm256_setzero_ps();
    for (size_t p = 0; p < k; p++) {
        __m256 b0 = _mm256_loadu_ps(b + p * b_row), b1 = _mm256_loadu_ps(b + p * b_row + 8);
        for (int i = 0; i < 6; i++) {
            __m256 f = _mm256_set1_ps(a[p * 6 + i]);
            s[i][0] = _mm256_fmadd_ps(f, b0, s[i][0]);
            s[i][1] = _mm256_fmadd_ps(f, b1, s[i][1]);
        }
    }
    for (int i = 0; i < 6; i++) {
        _mm256_storeu_ps(c + i * c_row, s[i][0]);
        _mm256_storeu_ps(c + i * c_row + 8, s[i][1]);
    }
}
