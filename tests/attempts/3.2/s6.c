/* The bias is added inside the loop over the inputs, in times for each
   output; it should be added once. */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            y[e * out + o] = 0;
            for (size_t i = 0; i < in; i++) {
                y[e * out + o] += x[e * in + i] * w[o * in + i] + b[o];
            }
        }
    }
}
