/* The bias of the second layer is missing: b[o] starts at 0; it should start
   at b2[o]. */
void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        b[o] = 0;
        for (size_t i = 0; i < in; i++)
            w[o * in + i] = 0;
        for (size_t h = 0; h < hidden; h++) {
            real weight = w2[o * hidden + h];
            b[o] += weight * b1[h];
            for (size_t i = 0; i < in; i++)
                w[o * in + i] += weight * w1[h * in + i];
        }
    }
}
