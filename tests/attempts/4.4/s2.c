/* ReLU and leaky ReLU take the slope 1 at exactly 0 (>=); the comparisons
   should be strict, z > 0. */
void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real v = z[i], a = y[i], d = 0;
        if (g == IDENTITY) d = 1;
        if (g == SIGMOID) d = a * (1 - a);
        if (g == TANH) d = 1 - a * a;
        if (g == RELU) d = v >= 0;
        if (g == LEAKY_RELU) d = v >= 0 ? 1 : LEAKY_SLOPE;
        if (g == ELU) d = v > 0 ? 1 : exp(v);
        if (g == SOFTPLUS) d = sigmoid(v);
        if (g == HARD_TANH) d = -1 < v && v < 1;
        dz[i] = d * dy[i];
    }
}
