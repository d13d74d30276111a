/* The right sides get the output weight +height; they should get -height,
   since the right sigmoid is subtracted. */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    for (size_t j = 0; j < 2 * bumps; j++) {
        size_t k = j / 2;
        real width = (high - low) / (real)bumps;
        real edge = low + (real)((j + 1) / 2) * width;
        w[j] = s;
        b[j] = -s * edge;
        v[j] = f(low + ((real)k + (real)0.5) * width);
    }
}
