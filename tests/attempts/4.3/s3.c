/* dx is added to like the others (dx[...] += without setting it to 0); it
   should be overwritten. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            real d = dy[e * out + o];
            db[o] += d;
            for (size_t i = 0; i < in; i++) {
                dw[o * in + i] += d * x[e * in + i];
                if (dx)
                    dx[e * in + i] += d * w[o * in + i];
            }
        }
    }
}
