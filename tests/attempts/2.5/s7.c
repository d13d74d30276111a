/* Two slips: the width is divided by bumps - 1 (it should be bumps: pieces,
   not posts), and the right side gets the weight -s (it should be s). */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    real width = (high - low) / (real)(bumps - 1);
    for (size_t k = 0; k < bumps; k++) {
        real left = low + (real)k * width;
        real height = f(left + width / 2);
        w[2 * k] = s;
        b[2 * k] = -s * left;
        v[2 * k] = height;
        w[2 * k + 1] = -s;
        b[2 * k + 1] = -s * (left + width);
        v[2 * k + 1] = -height;
    }
}
