/* In ELU y[i] is written before z[i] is read for the last time, so with z and
   y the same array the comparison sees exp(z); z[i] should be copied first. */
void activate(Activation g, const real *z, real *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        switch (g) {
        case IDENTITY: y[i] = z[i]; break;
        case SIGMOID: y[i] = sigmoid(z[i]); break;
        case TANH: y[i] = tanh(z[i]); break;
        case RELU: y[i] = z[i] > 0 ? z[i] : 0; break;
        case LEAKY_RELU: y[i] = z[i] > 0 ? z[i] : LEAKY_SLOPE * z[i]; break;
        case ELU:
            y[i] = z[i];
            if (y[i] <= 0) {
                y[i] = exp(z[i]);
                y[i] = z[i] <= 0 ? y[i] - 1 : z[i];
            }
            break;
        case SOFTPLUS:
            y[i] = (z[i] > 0 ? z[i] : 0) + log1p(exp(-fabs(z[i])));
            break;
        case HARD_TANH:
            y[i] = z[i] < -1 ? -1 : z[i] > 1 ? 1 : z[i];
            break;
        }
    }
}
