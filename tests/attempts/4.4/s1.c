/* The slope of the sigmoid is computed with the input, z (1 - z); it should
   be with the output, y (1 - y). */
void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real slope = 1;
        switch (g) {
        case IDENTITY: slope = 1; break;
        case SIGMOID: slope = z[i] * (1 - z[i]); break;
        case TANH: slope = 1 - y[i] * y[i]; break;
        case RELU: slope = z[i] > 0 ? 1 : 0; break;
        case LEAKY_RELU: slope = z[i] > 0 ? 1 : LEAKY_SLOPE; break;
        case ELU: slope = z[i] > 0 ? 1 : exp(z[i]); break;
        case SOFTPLUS: slope = sigmoid(z[i]); break;
        case HARD_TANH: slope = z[i] > -1 && z[i] < 1 ? 1 : 0; break;
        }
        dz[i] = dy[i] * slope;
    }
}
