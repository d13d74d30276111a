/* The biases are s * edge; w x + b must be 0 at the edge, so they should be
   -s * edge. */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    real d = (high - low) / bumps;
    for (size_t k = 0; k < bumps; k++) {
        real a = low + k * d;
        real e = low + (k + 1) * d;
        real h = f((a + e) / 2);
        w[2 * k] = w[2 * k + 1] = s;
        b[2 * k] = s * a;
        b[2 * k + 1] = s * e;
        v[2 * k] = h;
        v[2 * k + 1] = -h;
    }
}
