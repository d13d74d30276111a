/* The slope of softplus is e^z / (1 + e^z) as it stands, NaN for z = 1000; it
   should be sigmoid(z). */
void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        switch (g) {
        case IDENTITY:
            dz[i] = dy[i];
            break;
        case SIGMOID:
            dz[i] = dy[i] * y[i] * (1 - y[i]);
            break;
        case TANH:
            dz[i] = dy[i] * (1 - y[i] * y[i]);
            break;
        case RELU:
            dz[i] = z[i] > 0 ? dy[i] : 0;
            break;
        case LEAKY_RELU:
            dz[i] = z[i] > 0 ? dy[i] : LEAKY_SLOPE * dy[i];
            break;
        case ELU:
            dz[i] = z[i] > 0 ? dy[i] : exp(z[i]) * dy[i];
            break;
        case SOFTPLUS:
            dz[i] = dy[i] * exp(z[i]) / (1 + exp(z[i]));
            break;
        case HARD_TANH:
            dz[i] = z[i] > -1 && z[i] < 1 ? dy[i] : 0;
            break;
        }
    }
}
