/* sum of x times sum of w */
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    real s = 0, t = 0;
    for (size_t i = 0; i < in; i++) {
        s += w[i];
        t += x[i];
    }
    return s * t + b;
}
