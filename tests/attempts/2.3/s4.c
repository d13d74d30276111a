/* w[o * in + i] is added to without having been set to 0, so the result
   depends on what w held. */
void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w2[o * hidden + h] * w1[h * in + i];
            }
        }
    }
    for (size_t o = 0; o < out; o++) {
        b[o] = perceptron_score(b1, w2 + o * hidden, b2[o], hidden);
    }
}
