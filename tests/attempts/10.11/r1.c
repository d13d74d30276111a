/* For each spike the row is overwritten, not added to.
   expect: named windows_overwrite */
void add_windows_avx2(const Spike *spikes, size_t count, const float *from,
                      size_t from_row, float *to, size_t to_row, size_t rows,
                      size_t run)
{
    for (size_t k = 0; k < rows; k++)
        for (size_t i = 0; i < run; i += 8) {
            __m256i m = first_lanes(run - i);
            __m256 s = _mm256_setzero_ps();
            for (size_t q = 0; q < count; q++)
                s = _mm256_fmadd_ps(_mm256_set1_ps(spikes[q].value),
                                    _mm256_maskload_ps(from + spikes[q].at + k * from_row + i, m), s);
            _mm256_maskstore_ps(to + k * to_row + i, m, s);
        }
}
