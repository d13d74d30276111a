/* dz[i] is set to 0 before dy[i] is read, so with dy and dz the same array
   ReLU and hard tanh give 0 everywhere; dy[i] should be read first. */
void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real v = z[i];
        if (g == RELU || g == HARD_TANH) {
            dz[i] = 0;
            if (v > 0 && g == RELU)
                dz[i] = dy[i];
            if (v > -1 && v < 1 && g == HARD_TANH)
                dz[i] = dy[i];
        } else if (g == LEAKY_RELU) {
            dz[i] = dy[i] * (v > 0 ? 1 : LEAKY_SLOPE);
        } else if (g == ELU) {
            dz[i] = dy[i] * (v > 0 ? 1 : exp(v));
        } else if (g == SOFTPLUS) {
            dz[i] = dy[i] * sigmoid(v);
        } else if (g == SIGMOID) {
            dz[i] = dy[i] * y[i] * (1 - y[i]);
        } else if (g == TANH) {
            dz[i] = dy[i] * (1 - y[i] * y[i]);
        } else {
            dz[i] = dy[i];
        }
    }
}
