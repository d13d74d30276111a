/* The gradients of the weights and biases are divided by n; the mean's 1/n is
   in dy already, nothing should be divided here. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            real sum = 0;
            for (size_t e = 0; e < n; e++)
                sum += dy[e * out + o] * x[e * in + i];
            dw[o * in + i] += sum / (real)n;
        }
        real sum = 0;
        for (size_t e = 0; e < n; e++) sum += dy[e * out + o];
        db[o] += sum / (real)n;
    }
    if (dx) gemm(false, false, dy, w, dx, n, in, out, false);
}
