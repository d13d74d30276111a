/* k, k+1 */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    real width = (high - low) / bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + k * width, right = left + width;
        real h = f((left + right) / 2);
        w[k] = s;
        w[k + 1] = s;
        b[k] = -s * left;
        b[k + 1] = -s * right;
        v[k] = h;
        v[k + 1] = -h;
    }
}
