/* The slope of the tanh is computed from the input, 1 - h * h; it should be
   from the output, 1 - u * u. */
ExampleGradient example_gradient(const Example *example)
{
    ExampleGradient out = {0};
    real x1 = example->x[0], x2 = example->x[1], t = example->t;
    const real *w = example->w;
    real h1 = x1 * w[0] + x2 * w[1] + example->b[0];
    real h2 = x1 * w[2] + x2 * w[3] + example->b[1];
    real u1 = tanh(h1), u2 = tanh(h2);
    real f = u1 * w[4] + u2 * w[5] + example->b[2];
    out.e = (real)0.5 * (f - t) * (f - t);
    real d1 = f - t, d2 = d1 * w[4], d3 = d1 * w[5];
    real d4 = d2 * (1 - h1 * h1), d5 = d3 * (1 - h2 * h2);
    out.delta[0] = d1;
    out.delta[1] = d2;
    out.delta[2] = d3;
    out.delta[3] = d4;
    out.delta[4] = d5;
    out.dw[0] = d4 * x1;
    out.dw[1] = d4 * x2;
    out.dw[2] = d5 * x1;
    out.dw[3] = d5 * x2;
    out.dw[4] = d1 * u1;
    out.dw[5] = d1 * u2;
    out.db[0] = d4;
    out.db[1] = d5;
    out.db[2] = d1;
    return out;
}
