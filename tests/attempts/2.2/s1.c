/* The output bias has the wrong sign: *c is +0.5, so the output is positive
   everywhere; it should be -0.5. */
void xor_weights(real *w, real *b, real *v, real *c)
{
    w[0] = 20; w[1] = 20;
    w[2] = 20; w[3] = 20;
    b[0] = -10;
    b[1] = -30;
    v[0] = 1;
    v[1] = -1;
    *c = (real)0.5;
}
