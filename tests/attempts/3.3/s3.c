/* tanh is typed in as (e^z - e^-z) / (e^z + e^-z), which is inf / inf for
   1000; it should call tanh. */
void activate(Activation g, const real *z, real *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real v = z[i], r = v;
        switch (g) {
        case IDENTITY:
            break;
        case SIGMOID:
            r = sigmoid(v);
            break;
        case TANH:
            r = (exp(v) - exp(-v)) / (exp(v) + exp(-v));
            break;
        case RELU:
            if (v < 0) r = 0;
            break;
        case LEAKY_RELU:
            if (v < 0) r = LEAKY_SLOPE * v;
            break;
        case ELU:
            if (v < 0) r = exp(v) - 1;
            break;
        case SOFTPLUS:
            r = log1p(exp(-fabs(v)));
            if (v > 0) r += v;
            break;
        case HARD_TANH:
            if (v > 1) r = 1;
            if (v < -1) r = -1;
            break;
        }
        y[i] = r;
    }
}
