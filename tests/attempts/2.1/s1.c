/* The products are added to whatever y[o] held (y[o] += without setting it
   first); y[o] should start from b[o]. */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            y[o] += w[o * in + i] * x[i];
        }
        y[o] = sigmoid(y[o] + b[o]);
    }
}
