/* The mask is made of run, not of what is left of it: the last vector of each row
   is read and written whole. */
void add_windows_avx2(const Spike *spikes, size_t count, const float *from,
                      size_t from_row, float *to, size_t to_row, size_t rows,
                      size_t run)
{
    __m256i m = first_lanes(run);
    for (size_t k = 0; k < rows; k++)
        for (size_t i = 0; i < run; i += 8) {
            float *t = to + k * to_row + i;
            __m256 s = _mm256_maskload_ps(t, m);
            for (size_t q = 0; q < count; q++) {
                const float *f = from + spikes[q].at + k * from_row + i;
                s = _mm256_fmadd_ps(_mm256_set1_ps(spikes[q].value), _mm256_maskload_ps(f, m), s);
            }
            _mm256_maskstore_ps(t, m, s);
        }
}
