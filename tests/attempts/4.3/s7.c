/* If dx is NULL the function returns at once, before dw and db are computed;
   only dx should be left out. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    if (dx == NULL)
        return;
    for (size_t e = 0; e < n; e++) {
        for (size_t i = 0; i < in; i++) {
            real sum = 0;
            for (size_t o = 0; o < out; o++)
                sum += dy[e * out + o] * w[o * in + i];
            dx[e * in + i] = sum;
        }
    }
    gemm(true, false, dy, x, dw, out, in, n, true);
    for (size_t e = 0; e < n; e++)
        for (size_t o = 0; o < out; o++)
            db[o] += dy[e * out + o];
}
