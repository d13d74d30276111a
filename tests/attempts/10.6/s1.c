/* Takes a for a matrix of six rows as it stood before it was packed. */
void tile_avx2(const float *a, const float *b, size_t b_row, float *c, size_t c_row, size_t k)
{
    for (size_t i = 0; i < TILE_ROWS; i++) {
        __m256 left = _mm256_loadu_ps(c + i * c_row);
        __m256 right = _mm256_loadu_ps(c + i * c_row + 8);
        for (size_t p = 0; p < k; p++) {
            __m256 f = _mm256_set1_ps(a[i * k + p]);
            left = _mm256_fmadd_ps(f, _mm256_loadu_ps(b + p * b_row), left);
            right = _mm256_fmadd_ps(f, _mm256_loadu_ps(b + p * b_row + 8), right);
        }
        _mm256_storeu_ps(c + i * c_row, left);
        _mm256_storeu_ps(c + i * c_row + 8, right);
    }
}
