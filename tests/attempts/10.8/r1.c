/* The lower row is taken `columns` floats on, a row of the output.
   expect: named sums_rows_of_output_length */
void conv_tile_avx2(const float *x, const float *w, const float *bias,
                    float *sums, const ValidConv *conv)
{
    __m256 s[10];
    for (int t = 0; t < 10; t++)
        s[t] = _mm256_set1_ps(bias[t / 2]);
    for (size_t c = 0; c < conv->channels; c++)
        for (size_t k = 0; k < conv->window_rows; k++)
            for (size_t l = 0; l < conv->window_columns; l++, w += 5) {
                const float *p = x + c * conv->height * conv->width + k * conv->columns + l;
                __m256 u = _mm256_loadu_ps(p), v = _mm256_loadu_ps(p + conv->columns);
                for (int o = 0; o < 5; o++) {
                    s[2 * o] = _mm256_fmadd_ps(_mm256_set1_ps(w[o]), u, s[2 * o]);
                    s[2 * o + 1] = _mm256_fmadd_ps(_mm256_set1_ps(w[o]), v, s[2 * o + 1]);
                }
            }
    for (int t = 0; t < 10; t++)
        _mm256_storeu_ps(sums + 8 * t, s[t]);
}
