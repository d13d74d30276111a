/* if (g = SIGMOID) y[i] = sigmoid(z[i]);; else if (g == TANH) y[i] =
   tanh(z[i]);; else y[i] = z[i]; */
void activate(Activation g, const real *z, real *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (g = SIGMOID) y[i] = sigmoid(z[i]);
        else if (g == TANH) y[i] = tanh(z[i]);
        else y[i] = z[i];
    }
}
