/* The loop condition i < in - 1 leaves out the last feature; it should be i <
   in. */
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    real sum = b;
    size_t i = 0;
    while (i < in - 1) {
        sum += w[i] * x[i];
        i++;
    }
    return sum;
}
