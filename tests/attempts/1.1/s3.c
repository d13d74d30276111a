/* The sum is an int, so the fractions are cut off at every addition; it
   should be a real. */
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    int s = 0;
    for (size_t i = 0; i < in; i++)
        s += w[i] * x[i];
    return s + b;
}
