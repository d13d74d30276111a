/* The case of both transposed is missing: if (transpose_b) always reads A as
   a[i * k + p]; when transpose_a is true as well it should be a[p * m + i]. */
void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = 0;
            if (transpose_b) {
                for (size_t p = 0; p < k; p++) sum += a[i * k + p] * b[j * k + p];
            } else if (transpose_a) {
                for (size_t p = 0; p < k; p++) sum += a[p * m + i] * b[p * n + j];
            } else {
                for (size_t p = 0; p < k; p++) sum += a[i * k + p] * b[p * n + j];
            }
            c[i * n + j] = sum + (accumulate ? c[i * n + j] : 0);
        }
    }
}
