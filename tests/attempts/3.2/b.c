/* gemm(false, true, x, w, y, n, in, out, false);; for (size_t o = 0; o < out;
   o++) y[e * out + o] += b[o]; */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    gemm(false, true, x, w, y, n, in, out, false);
    for (size_t e = 0; e < n; e++)
        for (size_t o = 0; o < out; o++) y[e * out + o] += b[o];
}
