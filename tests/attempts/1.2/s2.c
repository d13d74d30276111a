/* It returns the truth value of the comparison, 1 or 0; the other class
   should be -1. */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in) > 0;
}
