/* low is forgotten in the place of the pieces: left is k * width; it should
   be low + k * width. */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = (real)k * width;
        real right = (real)(k + 1) * width;
        real height = f(left + width / 2);
        size_t up = 2 * k, down = up + 1;
        w[up] = s;
        w[down] = s;
        b[up] = -s * left;
        b[down] = -s * right;
        v[up] = height;
        v[down] = -height;
    }
}
