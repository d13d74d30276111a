/* y +=  */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = b[o];
        for (size_t i = 0; i < in; i++)
            y[o] = w[o * in + i] * x[i];
        y[o] = sigmoid(y[o]);
    }
}
