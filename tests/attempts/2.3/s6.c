/* Two slips: the result is stored as w[i * out + o] (should be w[o * in +
   i]), and w2 is read with the row length out, w2[o * out + h] (should be
   hidden). */
void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out)
{
    for (size_t i = 0; i < in; i++) {
        for (size_t o = 0; o < out; o++) {
            real s = 0;
            for (size_t h = 0; h < hidden; h++) {
                s += w2[o * out + h] * w1[h * in + i];
            }
            w[i * out + o] = s;
        }
    }
    for (size_t o = 0; o < out; o++) {
        real s = b2[o];
        for (size_t h = 0; h < hidden; h++) {
            s += w2[o * hidden + h] * b1[h];
        }
        b[o] = s;
    }
}
