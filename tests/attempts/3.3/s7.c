/* The sigmoid is written as exp(v) / (1 + exp(v)), which is inf / inf for
   1000; it should call sigmoid. */
void activate(Activation g, const real *z, real *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real v = z[i];
        real e = exp(v);
        switch (g) {
        case IDENTITY: y[i] = v; break;
        case SIGMOID: y[i] = e / (1 + e); break;
        case TANH: y[i] = tanh(v); break;
        case RELU: y[i] = v > 0 ? v : 0; break;
        case LEAKY_RELU: y[i] = v > 0 ? v : LEAKY_SLOPE * v; break;
        case ELU: y[i] = v > 0 ? v : e - 1; break;
        case SOFTPLUS: y[i] = v > 0 ? v + log1p(exp(-v)) : log1p(e); break;
        case HARD_TANH: y[i] = v < -1 ? -1 : v > 1 ? 1 : v; break;
        }
    }
}
