/* The score is stored in an int, so that a score between 0 and 1 becomes 0
   and gives -1; s should be a real. */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    int s = (int)perceptron_score(x, w, b, in);
    return s > 0 ? 1 : -1;
}
