/* if (k == 0) return; leaves c as it was; without accumulate an empty sum
   must write 0. */
void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    if (k == 0) {
        return;
    }
    size_t a_row = transpose_a ? 1 : k, a_col = transpose_a ? m : 1;
    size_t b_row = transpose_b ? 1 : n, b_col = transpose_b ? k : 1;
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real sum = accumulate ? c[i * n + j] : 0;
            for (size_t p = 0; p < k; p++)
                sum += a[i * a_row + p * a_col] * b[p * b_row + j * b_col];
            c[i * n + j] = sum;
        }
    }
}
