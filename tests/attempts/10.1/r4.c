/* After the loop with two sums what is left is more than a vector, but only one
   masked vector is added: numbers 8 to 15 of the rest are lost. */
float dot_avx2(const float *a, const float *b, size_t n)
{
    __m256 p = _mm256_setzero_ps(), q = _mm256_setzero_ps();
    size_t i;
    for (i = 0; i + 16 <= n; i += 16) {
        p = _mm256_fmadd_ps(_mm256_loadu_ps(&a[i]), _mm256_loadu_ps(&b[i]), p);
        q = _mm256_fmadd_ps(_mm256_loadu_ps(&a[i + 8]), _mm256_loadu_ps(&b[i + 8]), q);
    }
    __m256i m = first_lanes(n - i);
    p = _mm256_fmadd_ps(_mm256_maskload_ps(a + i, m), _mm256_maskload_ps(b + i, m), p);
    float l[8];
    _mm256_storeu_ps(l, _mm256_add_ps(p, q));
    return l[0] + l[1] + l[2] + l[3] + l[4] + l[5] + l[6] + l[7];
}
