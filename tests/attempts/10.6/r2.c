/* The next row of b is loaded ahead, behind the last one too. */
void tile_avx2(const float *a, const float *b, size_t b_row, float *c,
               size_t c_row, size_t k)
{
    __m256 s[6][2];
    for (int i = 0; i < 6; i++) {
        s[i][0] = _mm256_loadu_ps(c + i * c_row);
        s[i][1] = _mm256_loadu_ps(c + i * c_row + 8);
    }
    __m256 b0 = _mm256_loadu_ps(b), b1 = _mm256_loadu_ps(b + 8);
    while (k-- > 0) {
        b += b_row;
        __m256 n0 = _mm256_loadu_ps(b), n1 = _mm256_loadu_ps(b + 8);
        for (int i = 0; i < 6; i++) {
            __m256 f = _mm256_broadcast_ss(a++);
            s[i][0] = _mm256_fmadd_ps(f, b0, s[i][0]);
            s[i][1] = _mm256_fmadd_ps(f, b1, s[i][1]);
        }
        b0 = n0;
        b1 = n1;
    }
    for (int i = 0; i < 6; i++) {
        _mm256_storeu_ps(c + i * c_row, s[i][0]);
        _mm256_storeu_ps(c + i * c_row + 8, s[i][1]);
    }
}
