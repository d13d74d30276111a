/* sigmoid of b added */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(perceptron_score(x, w + o * in, 0, in) + sigmoid(b[o]));
    }
}
