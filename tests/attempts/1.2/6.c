/* !=0 */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    if (perceptron_score(x, w, b, in))
        return 1;
    else
        return -1;
}
