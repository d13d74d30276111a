/* The weights of the hidden units are 1 and not steep, so u1 - u2 is only
   about 0.2 everywhere and the output never gets above 0; weights and biases
   should be some ten or twenty times as large. */
void xor_weights(real *w, real *b, real *v, real *c)
{
    for (int i = 0; i < 4; i++)
        w[i] = 1;
    b[0] = -0.5;
    b[1] = -1.5;
    v[0] = 1;
    v[1] = -1;
    *c = -0.5;
}
