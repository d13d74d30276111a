/* The weight is read as w[i * out + o], as if w were [in][out]; it should be
   w[o * in + i]. */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real s = b[o];
        for (size_t i = 0; i < in; i++)
            s += w[i * out + o] * x[i];
        y[o] = sigmoid(s);
    }
}
