/* _mm256_load_ps for arrays that begin anywhere.
   expect: named dot_aligned */
float dot_avx2(const float *a, const float *b, size_t n)
{
    __m256 s0 = _mm256_setzero_ps(), s1 = s0;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        s0 = _mm256_fmadd_ps(_mm256_load_ps(a + i), _mm256_load_ps(b + i), s0);
        s1 = _mm256_fmadd_ps(_mm256_load_ps(a + i + 8), _mm256_load_ps(b + i + 8), s1);
    }
    float t[8], s = 0;
    _mm256_storeu_ps(t, _mm256_add_ps(s0, s1));
    for (int k = 0; k < 8; k++) s += t[k];
    if (i + 8 <= n) {
        _mm256_storeu_ps(t, _mm256_mul_ps(_mm256_load_ps(a + i), _mm256_load_ps(b + i)));
        for (int k = 0; k < 8; k++) s += t[k];
        i += 8;
    }
    while (i < n) {
        s += a[i] * b[i];
        i++;
    }
    return s;
}
