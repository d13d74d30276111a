/* dw[4] and dw[5] use the deltas of u1 and u2; the delta at the end of these
   weights is delta[0], so it should be delta[0] * u1 and delta[0] * u2. */
ExampleGradient example_gradient(const Example *example)
{
    const Example *p = example;
    ExampleGradient r;
    real h1 = p->x[0] * p->w[0] + p->x[1] * p->w[1] + p->b[0];
    real h2 = p->x[0] * p->w[2] + p->x[1] * p->w[3] + p->b[1];
    real u1 = tanh(h1);
    real u2 = tanh(h2);
    real f = u1 * p->w[4] + u2 * p->w[5] + p->b[2];
    r.e = pow(f - p->t, 2) / 2;
    r.delta[0] = f - p->t;
    r.delta[1] = r.delta[0] * p->w[4];
    r.delta[2] = r.delta[0] * p->w[5];
    r.delta[3] = r.delta[1] * (1 - u1 * u1);
    r.delta[4] = r.delta[2] * (1 - u2 * u2);
    r.dw[0] = r.delta[3] * p->x[0];
    r.dw[1] = r.delta[3] * p->x[1];
    r.dw[2] = r.delta[4] * p->x[0];
    r.dw[3] = r.delta[4] * p->x[1];
    r.dw[4] = r.delta[1] * u1;
    r.dw[5] = r.delta[2] * u2;
    r.db[0] = r.delta[3];
    r.db[1] = r.delta[4];
    r.db[2] = r.delta[0];
    return r;
}
