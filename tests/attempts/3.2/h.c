/* for (size_t o = 0; o < out; o++) {; real s = b[o];; for (size_t i = 0; i <
   in; i++) s += x[e * in + i] * w[i * out + o];; y[e * out + o] = s;; } */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++)
        for (size_t o = 0; o < out; o++) {
            real s = b[o];
            for (size_t i = 0; i < in; i++) s += x[e * in + i] * w[i * out + o];
            y[e * out + o] = s;
        }
}
