/* Two slips: the slope of ELU left of 0 is exp(z) - 1, the function itself
   (should be exp(z)), and the slope of the sigmoid is 1 - y (should be y (1 -
   y)). */
void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real slope = 1;
        switch (g) {
        case IDENTITY: break;
        case SIGMOID: slope = 1 - y[i]; break;
        case TANH: slope = 1 - y[i] * y[i]; break;
        case RELU: slope = z[i] > 0 ? 1 : 0; break;
        case LEAKY_RELU: slope = z[i] > 0 ? 1 : LEAKY_SLOPE; break;
        case ELU: if (z[i] <= 0) slope = exp(z[i]) - 1; break;
        case SOFTPLUS: slope = sigmoid(z[i]); break;
        case HARD_TANH: slope = z[i] > -1 && z[i] < 1; break;
        }
        dz[i] = dy[i] * slope;
    }
}
