/* real u1 = tanh(x[0] * w[0] + x[1] * w[1]);; real u2 = tanh(x[0] * w[2] +
   x[1] * w[3]);; real f = u1 * w[4] + u2 * w[5]; */
ExampleGradient example_gradient(const Example *example)
{
    const real *x = example->x, *w = example->w, *b = example->b;
    ExampleGradient r = {0};
    real u1 = tanh(x[0] * w[0] + x[1] * w[1]);
    real u2 = tanh(x[0] * w[2] + x[1] * w[3]);
    real f = u1 * w[4] + u2 * w[5];
    r.e = (f - example->t) * (f - example->t) / 2;
    r.delta[0] = f - example->t;
    r.delta[1] = r.delta[0] * w[4];
    r.delta[2] = r.delta[0] * w[5];
    r.delta[3] = r.delta[1] * (1 - u1 * u1);
    r.delta[4] = r.delta[2] * (1 - u2 * u2);
    r.dw[0] = r.delta[3] * x[0];
    r.dw[1] = r.delta[3] * x[1];
    r.dw[2] = r.delta[4] * x[0];
    r.dw[3] = r.delta[4] * x[1];
    r.dw[4] = r.delta[0] * u1;
    r.dw[5] = r.delta[0] * u2;
    r.db[0] = r.delta[3];
    r.db[1] = r.delta[4];
    r.db[2] = r.delta[0];
    return r;
}
