/* own sigmoid e/(1+e) */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real z = perceptron_score(x, w + o * in, b[o], in);
        y[o] = exp(z) / (1 + exp(z));
    }
}
