/* x[o] */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real z = b[o];
        for (size_t i = 0; i < in; i++)
            z += w[o * in + i] * x[o];
        y[o] = sigmoid(z);
    }
}
