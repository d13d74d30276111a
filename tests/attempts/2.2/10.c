/* OR and NAND, but c is too high */
void xor_weights(real *w, real *b, real *v, real *c)
{
    w[0] = 20;
    w[1] = 20;
    w[2] = -20;
    w[3] = -20;
    b[0] = -10;
    b[1] = 30;
    v[0] = 20;
    v[1] = 20;
    *c = -10;
}
