/* biases unscaled */
void xor_weights(real *w, real *b, real *v, real *c)
{
    w[0] = 10;
    w[1] = 10;
    w[2] = 10;
    w[3] = 10;
    b[0] = -0.5;
    b[1] = -1.5;
    v[0] = 1;
    v[1] = -1;
    *c = -0.5;
}
