/* The height is f at the left edge of the piece; it should be f at the
   middle, left + width / 2. */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + (real)k * width, right = left + width;
        real height = f(left);
        w[2 * k] = s;
        b[2 * k] = -s * left;
        v[2 * k] = height;
        w[2 * k + 1] = s;
        b[2 * k + 1] = -s * right;
        v[2 * k + 1] = -height;
    }
}
