/* right side height not negative */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    real width = (high - low) / bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + k * width, right = left + width;
        real h = f((left + right) / 2);
        w[2 * k] = s;
        w[2 * k + 1] = s;
        b[2 * k] = -s * left;
        b[2 * k + 1] = -s * right;
        v[2 * k] = h;
        v[2 * k + 1] = h;
    }
}
