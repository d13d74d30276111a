/* Two slips: e lacks the factor 1/2, and the biases are in the order of the
   deltas (db[0] = delta[0], db[1] = delta[3], db[2] = delta[4]) in place of
   delta[3], delta[4], delta[0]. */
ExampleGradient example_gradient(const Example *example)
{
    const real *x = example->x, *w = example->w, *b = example->b;
    ExampleGradient r;
    real u1 = tanh(x[0] * w[0] + x[1] * w[1] + b[0]);
    real u2 = tanh(x[0] * w[2] + x[1] * w[3] + b[1]);
    real d = u1 * w[4] + u2 * w[5] + b[2] - example->t;
    r.e = d * d;
    r.delta[0] = d;
    r.delta[1] = d * w[4];
    r.delta[2] = d * w[5];
    r.delta[3] = d * w[4] * (1 - u1 * u1);
    r.delta[4] = d * w[5] * (1 - u2 * u2);
    r.dw[0] = r.delta[3] * x[0];
    r.dw[1] = r.delta[3] * x[1];
    r.dw[2] = r.delta[4] * x[0];
    r.dw[3] = r.delta[4] * x[1];
    r.dw[4] = d * u1;
    r.dw[5] = d * u2;
    r.db[0] = r.delta[0];
    r.db[1] = r.delta[3];
    r.db[2] = r.delta[4];
    return r;
}
