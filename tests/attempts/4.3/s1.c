/* dx is written without asking whether it is NULL. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    gemm(false, false, dy, w, dx, n, in, out, false);
    gemm(true, false, dy, x, dw, out, in, n, true);
    for (size_t e = 0; e < n; e++)
        for (size_t o = 0; o < out; o++)
            db[o] += dy[e * out + o];
}
