/* Only the slope is stored; it should be multiplied by dy[i]. */
static real slope(Activation g, real z, real y)
{
    switch (g) {
    case SIGMOID: return y * (1 - y);
    case TANH: return 1 - y * y;
    case RELU: return z > 0 ? 1 : 0;
    case LEAKY_RELU: return z > 0 ? 1 : LEAKY_SLOPE;
    case ELU: return z > 0 ? 1 : exp(z);
    case SOFTPLUS: return sigmoid(z);
    case HARD_TANH: return z > -1 && z < 1 ? 1 : 0;
    default: return 1;
    }
}

void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++)
        dz[i] = slope(g, z[i], y[i]);
}
