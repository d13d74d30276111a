/* A sigmoid is applied to the output as in chapter 2; a dense layer has no
   activation, it should be y[e * out + o] = sum. */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            real sum = b[o];
            for (size_t i = 0; i < in; i++)
                sum += x[e * in + i] * w[o * in + i];
            y[e * out + o] = sigmoid(sum);
        }
    }
}
