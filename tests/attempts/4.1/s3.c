/* dw[1] and dw[2] are exchanged: w2 is the weight from x2 to h1, so dw[1]
   should be delta[3] * x[1] and dw[2] should be delta[4] * x[0]. */
ExampleGradient example_gradient(const Example *example)
{
    const Example ex = *example;
    ExampleGradient g;
    real u[2];
    for (int j = 0; j < 2; j++)
        u[j] = tanh(ex.x[0] * ex.w[2 * j] + ex.x[1] * ex.w[2 * j + 1] + ex.b[j]);
    real f = u[0] * ex.w[4] + u[1] * ex.w[5] + ex.b[2];
    real error = f - ex.t;
    g.e = error * error / 2;
    g.delta[0] = error;
    for (int j = 0; j < 2; j++) {
        g.delta[1 + j] = error * ex.w[4 + j];
        g.delta[3 + j] = g.delta[1 + j] * (1 - u[j] * u[j]);
        g.dw[4 + j] = error * u[j];
        g.db[j] = g.delta[3 + j];
    }
    g.dw[0] = g.delta[3] * ex.x[0];
    g.dw[1] = g.delta[4] * ex.x[0];
    g.dw[2] = g.delta[3] * ex.x[1];
    g.dw[3] = g.delta[4] * ex.x[1];
    g.db[2] = error;
    return g;
}
