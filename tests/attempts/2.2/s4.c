/* The matrix is filled column by column: OR went to w[0], w[2] and NAND to
   w[1], w[3]; unit 1 is w[0], w[1] and unit 2 is w[2], w[3]. */
void xor_weights(real *w, real *b, real *v, real *c)
{
    /* unit 1: OR */
    w[0] = 20;
    w[2] = 20;
    b[0] = -10;
    /* unit 2: NAND */
    w[1] = -20;
    w[3] = -20;
    b[1] = 30;
    /* output: AND */
    v[0] = 1;
    v[1] = 1;
    *c = -1.5;
}
