/* dw is overwritten (accumulate false in the second gemm); it should be added
   to, true. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    if (dx != NULL) {
        gemm(false, false, dy, w, dx, n, in, out, false);
    }
    gemm(true, false, dy, x, dw, out, in, n, false);
    for (size_t o = 0; o < out; o++) {
        for (size_t e = 0; e < n; e++) {
            db[o] += dy[e * out + o];
        }
    }
}
