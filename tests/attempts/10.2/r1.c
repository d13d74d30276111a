/* The rest is read with a mask but stored whole: zeros are written behind y. */
void axpy_avx2(float a, const float *x, float *y, size_t n)
{
    __m256 va = _mm256_set1_ps(a);
    for (size_t i = 0; i < n; i += 8) {
        __m256i m = first_lanes(n - i);
        __m256 r = _mm256_fmadd_ps(va, _mm256_maskload_ps(x + i, m), _mm256_maskload_ps(y + i, m));
        _mm256_storeu_ps(y + i, r);
    }
}
