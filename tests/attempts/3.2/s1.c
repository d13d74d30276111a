/* W is not transposed: the second argument of gemm is false and should be
   true. */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++)
        for (size_t o = 0; o < out; o++)
            y[e * out + o] = b[o];
    gemm(false, false, x, w, y, n, out, in, true);
}
