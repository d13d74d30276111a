/* The bias is added to the first row only (y[o] += b[o]); it belongs to every
   row, y[e * out + o]. */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    gemm(false, true, x, w, y, n, out, in, false);
    for (size_t o = 0; o < out; o++) {
        y[o] += b[o];
    }
}
