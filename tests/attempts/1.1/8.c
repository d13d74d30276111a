/* x[0] only: *x */
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    real s = b;
    for (size_t i = 0; i < in; i++)
        s += *w * *x;
    return s;
}
