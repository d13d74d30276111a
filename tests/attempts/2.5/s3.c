/* 1 / 2 is a division of whole numbers and 0, so the height is taken at the
   left edge; it should be width / 2. */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    real left = low;
    for (size_t k = 0; k < bumps; k++) {
        real middle = left + 1 / 2 * width;
        v[2 * k] = f(middle);
        v[2 * k + 1] = -v[2 * k];
        w[2 * k] = s;
        w[2 * k + 1] = s;
        b[2 * k] = -s * left;
        left += width;
        b[2 * k + 1] = -s * left;
    }
}
