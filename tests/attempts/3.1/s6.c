/* Only the first n numbers of c, its first row, are set to 0; without
   accumulate all m * n should be. */
void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    if (!accumulate) {
        for (size_t i = 0; i < n; i++)
            c[i] = 0;
    }
    for (size_t i = 0; i < m; i++)
        for (size_t p = 0; p < k; p++)
            for (size_t j = 0; j < n; j++) {
                real u = transpose_a ? a[p * m + i] : a[i * k + p];
                real v = transpose_b ? b[j * k + p] : b[p * n + j];
                c[i * n + j] += u * v;
            }
}
