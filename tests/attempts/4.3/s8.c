/* Two slips: in dX the weights are read as w[i * out + o] (should be w[o * in
   + i]), and dw gets the product in place of being added to (= should be +=). */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t e = 0; e < n; e++)
            db[o] += dy[e * out + o];
        for (size_t i = 0; i < in; i++) {
            real s = 0;
            for (size_t e = 0; e < n; e++)
                s += dy[e * out + o] * x[e * in + i];
            dw[o * in + i] = s;
        }
    }
    for (size_t e = 0; dx != NULL && e < n; e++) {
        for (size_t i = 0; i < in; i++) {
            dx[e * in + i] = 0;
            for (size_t o = 0; o < out; o++)
                dx[e * in + i] += dy[e * out + o] * w[i * out + o];
        }
    }
}
