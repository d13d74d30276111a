/* b[o] is summed inside the loop over i, so W2 b1 is added in times; the sum
   belongs outside, once for each o. */
void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o];
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w2[o * hidden + h] * w1[h * in + i];
                b[o] += w2[o * hidden + h] * b1[h];
            }
        }
    }
}
